package dev.switchboard.operator.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A record that was set aside, without what it says.
 *
 * @param place where it stood, as {@code topic-partition@offset}
 * @param turn the turn that it is, where it is one
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

    /** A turn and whether it was settled in the meantime. */
    record Turn(UUID id, TurnState state) {}

    /** What has become of a turn. */
    enum TurnState {
        /** Nobody has settled it: a replay has it answered. */
        OPEN,
        /** The customer has a reply to it: a replay sends nothing. */
        ANSWERED,
        /** The customer was told that there is no answer: a replay has it answered. */
        APOLOGIZED,
        /** It was left to a person, or there was nothing to answer: a replay sends nothing. */
        LEFT_UNANSWERED
    }

    /** Who put it back and when. */
    record Replay(Instant at, String by) {}
}
