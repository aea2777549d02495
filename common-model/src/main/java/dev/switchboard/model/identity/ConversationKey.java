package dev.switchboard.model.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * The three things that make a conversation: the channel, the business's number and the customer.
 *
 * @param writesFrom the address that the customer wrote from last, where it is not the one that the
 *     conversation is kept under: another spelling of the number, or what came in its place
 */
public record ConversationKey(
        Channel channel,
        BusinessNumber business,
        CustomerAddress customer,
        Optional<CustomerAddress> writesFrom) {

    public ConversationKey {
        var kept = customer;
        writesFrom = writesFrom.filter(address -> !address.equals(kept));
    }

    public ConversationKey(Channel channel, BusinessNumber business, CustomerAddress customer) {
        this(channel, business, customer, Optional.empty());
    }

    /** The same three give the same id, whoever computes it. */
    @JsonIgnore
    public ConversationId id() {
        return ConversationId.between(channel, business.id(), customer.value());
    }

    /** Where the customer is answered. */
    @JsonIgnore
    public CustomerAddress address() {
        return writesFrom.orElse(customer);
    }
}
