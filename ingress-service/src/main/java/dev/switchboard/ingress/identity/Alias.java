package dev.switchboard.ingress.identity;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.wire.RedisKeys;
import java.util.Optional;

/**
 * Address of a customer to one business number: a phone number or a user id. User ids are scoped to
 * the business and conversations to the business number, so aliases are per business number.
 */
record Alias(Channel channel, String businessId, String name) {
    static Alias of(Channel channel, BusinessNumber business, String name) {
        return new Alias(channel, business.id(), name);
    }

    Alias withName(String otherName) {
        return new Alias(channel, businessId, otherName);
    }

    CustomerAddress toAddress() {
        return CustomerAddress.of(name);
    }

    /** Inverse of {@link #toString}. */
    static Optional<Alias> parse(String text) {
        var parts = text.split(RedisKeys.SEPARATOR, -1);
        return parts.length == 3
                ? Optional.of(new Alias(Channel.of(parts[0]), parts[1], parts[2]))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return String.join(RedisKeys.SEPARATOR, channel.wireName(), businessId, name);
    }
}
