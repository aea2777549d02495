package dev.switchboard.operator.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A dead letter without its record's contents.
 *
 * @param place the record's position, as {@code topic-partition@offset}
 * @param turn the turn, if the record is one
 * @param replayOf the letter whose replay has failed again
 */
record DeadLetter(
        UUID id,
        String origin,
        String place,
        Optional<String> key,
        Optional<String> type,
        String cause,
        int attempts,
        Instant at,
        Optional<Turn> turn,
        Optional<UUID> replayOf,
        int replays,
        Optional<Replay> lastReplay) {

    /** A turn and its present state. */
    record Turn(UUID id, TurnState state) {}

    /** Present state of a turn. */
    enum TurnState {
        /** Not claimed: a replay has it answered. */
        OPEN,
        /** Has a reply: a replay sends nothing. */
        ANSWERED,
        /** Ended in an apology: a replay has it answered. */
        APOLOGIZED,
        /** Left to an operator, or without anything to answer: a replay sends nothing. */
        LEFT_UNANSWERED
    }

    /** Time and actor of a replay. */
    record Replay(Instant at, String by) {}
}
