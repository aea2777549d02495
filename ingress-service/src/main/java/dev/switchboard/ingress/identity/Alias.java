package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.wire.RedisKeys;
import java.util.Optional;

/**
 * A name by which a customer is known to one business number: a phone number or a user id. User ids
 * are the business's own, and conversations are per business number, so aliases are too.
 */
record Alias(Channel channel, String businessId, String name) {
    static Alias of(Channel channel, BusinessNumber business, String name) {
        return new Alias(channel, business.id(), name);
    }

    Alias called(String otherName) {
        return new Alias(channel, businessId, otherName);
    }

    CustomerAddress asAddress() {
        return CustomerAddress.of(name);
    }

    /** Reads what {@link #toString} writes. */
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
