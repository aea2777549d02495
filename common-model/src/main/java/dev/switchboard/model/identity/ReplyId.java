package dev.switchboard.model.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identifies a reply; it follows from the first turn it answers, or from what an operator called
 * it.
 */
public record ReplyId(@JsonValue UUID value) {

    @JsonCreator
    public static ReplyId of(String uuid) {
        return new ReplyId(UUID.fromString(uuid));
    }

    public static ReplyId to(TurnId firstAnswered) {
        return new ReplyId(NameUuid.of("reply", firstAnswered.toString()));
    }

    /** The id of what the customer is told while a question waits that begins with this turn. */
    public static ReplyId ofNotice(TurnId waiting) {
        return new ReplyId(NameUuid.of("notice", waiting.toString()));
    }

    /** The id of an operator's message; sending the same key again gives the same reply. */
    public static ReplyId ofOperator(ConversationId conversation, String idempotencyKey) {
        return new ReplyId(
                NameUuid.of("operator-message", conversation.toString(), idempotencyKey));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
