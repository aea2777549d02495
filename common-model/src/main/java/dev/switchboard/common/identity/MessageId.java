package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Id of a message; for a customer's message it follows from the provider's own id, so a repeat has
 * the same id.
 */
public record MessageId(@JsonValue UUID value) {

    @JsonCreator
    public static MessageId of(String uuid) {
        return new MessageId(UUID.fromString(uuid));
    }

    /** Returns the id of the message that has this id at the provider. */
    public static MessageId ofProvider(Channel channel, String providerId) {
        return new MessageId(NameUuid.of("message", channel.wireName(), providerId));
    }

    /** Returns the id under which a reply is stored in the transcript. */
    public static MessageId of(ReplyId reply) {
        return new MessageId(reply.value());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
