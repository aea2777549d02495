package dev.switchboard.operator.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.event.DeadLettered;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A dead letter without its record's contents, as the API shows it in lists.
 *
 * @param origin the record's topic
 * @param place the record's position, as {@code topic-partition@offset}
 * @param turn the turn, if the record is one
 * @param replayOf the letter whose replay has failed again
 */
@Schema(name = "DeadLetter")
public record DeadLetterView(
        UUID id,
        @Schema(examples = "turns") String origin,
        @Schema(examples = "turns-7@42") String place,
        Optional<String> key,
        @Schema(examples = "TurnReady") Optional<String> type,
        String cause,
        int attempts,
        Instant at,
        Optional<Turn> turn,
        Optional<UUID> replayOf,
        int replays,
        Optional<Instant> replayedAt,
        Optional<String> replayedBy) {

    /** A turn and its present state. */
    @Schema(name = "DeadLetterTurn")
    public record Turn(UUID id, TurnState state) {}

    /** Present state of a turn. */
    public enum TurnState {
        /** Not claimed: a replay has it answered. */
        @JsonProperty("open")
        OPEN,
        /** Has a reply: a replay sends nothing. */
        @JsonProperty("answered")
        ANSWERED,
        /** Ended in an apology: a replay has it answered. */
        @JsonProperty("apologized")
        APOLOGIZED,
        /** Left to an operator, or without anything to answer: a replay sends nothing. */
        @JsonProperty("left-unanswered")
        LEFT_UNANSWERED
    }

    /**
     * A letter with its record's contents.
     *
     * @param headers the record's headers
     * @param body the record's value; absent if the letter has no copy of it
     */
    @Schema(name = "DeadLetterInFull")
    public record Full(DeadLetterView letter, Map<String, String> headers, Optional<String> body) {}

    Full with(DeadLettered event) {
        return new Full(
                this, event.headers(), event.value().map(bytes -> new String(bytes, UTF_8)));
    }
}
