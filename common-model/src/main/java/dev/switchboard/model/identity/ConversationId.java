package dev.switchboard.model.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies what one customer and one business number say to each other on one channel. */
public record ConversationId(@JsonValue UUID value) {

    @JsonCreator
    public static ConversationId of(String uuid) {
        return new ConversationId(UUID.fromString(uuid));
    }

    static ConversationId between(Channel channel, String businessId, String customer) {
        return new ConversationId(
                NameUuid.of("conversation", channel.wireName(), businessId, customer));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
