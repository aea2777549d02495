package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Id of a conversation; it follows from channel, business number and customer. */
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
