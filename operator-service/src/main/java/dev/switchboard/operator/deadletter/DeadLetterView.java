package dev.switchboard.operator.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.common.event.DeadLettered;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A dead letter as the API shows it in lists: without its record's contents.
 *
 * @param origin the record's topic
 * @param place the record's position, as {@code topic-partition@offset}
 * @param turn for a turn: its present state
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

    /**
     * A turn's present state: a replay has an {@code open} or {@code apologized} one answered; an
     * {@code answered} or {@code left-unanswered} one stays as it is.
     */
    @Schema(name = "DeadLetterTurn")
    public record Turn(
            UUID id,
            @Schema(enumeration = {"open", "answered", "apologized", "left-unanswered"})
                    String state) {}

    /**
     * One page of letters, newest first.
     *
     * @param nextBefore value of {@code before} for the next page; absent on the last
     */
    @Schema(name = "DeadLetters")
    public record Page(List<DeadLetterView> deadLetters, Optional<String> nextBefore) {}

    /**
     * A letter with its record's contents.
     *
     * @param headers the record's headers
     * @param body the record's value; absent if the letter has no copy of it
     */
    @Schema(name = "DeadLetterInFull")
    public record Full(DeadLetterView letter, Map<String, String> headers, Optional<String> body) {}

    static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.id(),
                letter.origin(),
                letter.place(),
                letter.key(),
                letter.type(),
                letter.cause(),
                letter.attempts(),
                letter.at(),
                letter.turn().map(turn -> new Turn(turn.id(), wireName(turn.state()))),
                letter.replayOf(),
                letter.replays(),
                letter.lastReplay().map(DeadLetter.Replay::at),
                letter.lastReplay().map(DeadLetter.Replay::by));
    }

    static Full of(DeadLetter letter, DeadLettered event) {
        return new Full(
                of(letter), event.headers(), event.value().map(bytes -> new String(bytes, UTF_8)));
    }

    private static String wireName(DeadLetter.TurnState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
