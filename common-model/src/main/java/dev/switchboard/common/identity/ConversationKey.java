package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * Identity of a conversation: channel, business number and customer.
 *
 * @param writesFrom the address that the customer wrote from last, if it is not the one that the
 *     conversation is stored under: another spelling of the number, or its successor
 */
public record ConversationKey(
        Channel channel,
        BusinessNumber business,
        CustomerAddress customer,
        Optional<CustomerAddress> writesFrom) {

    public ConversationKey {
        var canonical = customer;
        writesFrom = writesFrom.filter(address -> !address.equals(canonical));
    }

    public ConversationKey(Channel channel, BusinessNumber business, CustomerAddress customer) {
        this(channel, business, customer, Optional.empty());
    }

    /** Returns the id, which follows from channel, business number and customer alone. */
    @JsonIgnore
    public ConversationId id() {
        return ConversationId.between(channel, business.id(), customer.value());
    }

    /** Returns the address to which replies are sent. */
    @JsonIgnore
    public CustomerAddress address() {
        return writesFrom.orElse(customer);
    }
}
