package dev.switchboard.model.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a customer's turn; it follows from the turn's first message. */
public record TurnId(@JsonValue UUID value) {

    @JsonCreator
    public static TurnId of(String uuid) {
        return new TurnId(UUID.fromString(uuid));
    }

    public static TurnId startingWith(MessageId first) {
        return new TurnId(NameUuid.of("turn", first.toString()));
    }

    /**
     * The id under which this turn is offered again after a handback, {@code epoch} being the
     * handback's own.
     */
    public TurnId reopenedAt(long epoch) {
        return new TurnId(NameUuid.of("reopened-turn", toString(), Long.toString(epoch)));
    }

    /** The id under which this turn, which ended in an apology, is offered once more. */
    public TurnId retried() {
        return new TurnId(NameUuid.of("retried-turn", toString()));
    }

    /**
     * The id of what is new in this turn when it is seen again, after it was settled, with messages
     * it did not have then, {@code first} being the first of them.
     */
    public TurnId continuedWith(MessageId first) {
        return new TurnId(NameUuid.of("continued-turn", toString(), first.toString()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
