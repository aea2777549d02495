package dev.switchboard.model.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The three things that make a conversation: the channel, the business's number and the customer.
 */
public record ConversationKey(Channel channel, BusinessNumber business, CustomerAddress customer) {

    /** The same three give the same id, whoever computes it. */
    @JsonIgnore
    public ConversationId id() {
        return ConversationId.between(channel, business.id(), customer.value());
    }
}
