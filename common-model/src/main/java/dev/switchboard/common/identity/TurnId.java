package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Id of a turn; it follows from the turn's first message. */
public record TurnId(@JsonValue UUID value) {

    @JsonCreator
    public static TurnId of(String uuid) {
        return new TurnId(UUID.fromString(uuid));
    }

    public static TurnId startingWith(MessageId first) {
        return new TurnId(NameUuid.of("turn", first.toString()));
    }

    /**
     * Returns the id under which this turn is published again after a handback, {@code epoch} being
     * the handback's own.
     */
    public TurnId reopenedAt(long epoch) {
        return new TurnId(NameUuid.of("reopened-turn", toString(), Long.toString(epoch)));
    }

    /** Returns the id under which this turn, which ended in an apology, is replayed. */
    public TurnId retried() {
        return new TurnId(NameUuid.of("retried-turn", toString()));
    }

    /**
     * Returns the id of the new part of this turn if it comes again, after it was claimed, with
     * messages it did not have then, {@code first} being the first of them.
     */
    public TurnId continuedWith(MessageId first) {
        return new TurnId(NameUuid.of("continued-turn", toString(), first.toString()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
