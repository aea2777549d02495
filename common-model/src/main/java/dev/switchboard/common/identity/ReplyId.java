package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Id of a reply; it follows from the first turn it answers, or from the operator's idempotency key.
 */
public record ReplyId(@JsonValue UUID value) {

    @JsonCreator
    public static ReplyId of(String uuid) {
        return new ReplyId(UUID.fromString(uuid));
    }

    public static ReplyId to(TurnId firstAnswered) {
        return new ReplyId(NameUuid.of("reply", firstAnswered.toString()));
    }

    /** Returns the id of the delay notice for a turn batch that begins with this turn. */
    public static ReplyId ofNotice(TurnId waiting) {
        return new ReplyId(NameUuid.of("notice", waiting.toString()));
    }

    /** Returns the id of the notice that a conversation gets once a day at the ceiling of spend. */
    public static ReplyId ofSpendNotice(ConversationId conversation, LocalDate day) {
        return new ReplyId(NameUuid.of("spend-notice", conversation.toString(), day.toString()));
    }

    /** Returns the id of the message that shows a turn batch's customer the model's input. */
    public static ReplyId ofDebug(TurnId shown) {
        return new ReplyId(NameUuid.of("debug", shown.toString()));
    }

    /** Returns the id of an operator's message; the same key gives the same reply. */
    public static ReplyId ofOperator(ConversationId conversation, String idempotencyKey) {
        return new ReplyId(
                NameUuid.of("operator-message", conversation.toString(), idempotencyKey));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
