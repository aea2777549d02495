package dev.switchboard.transcript.turn;

import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.part.EchoDetector.LastSend;
import dev.switchboard.transcript.reply.TurnResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * State of a turn and its conversation at one time.
 *
 * @param result empty if the turn is not claimed
 * @param newest the conversation's newest messages, the turn's own among them, oldest first
 * @param historyFrom time of the first message that belongs to the conversation's session, or to
 *     the handover before it; empty if all do
 * @param historyAfter position of the last message before a reset, by which messages of the same
 *     second are told apart; 0 without a reset
 * @param aiOff true where the AI is switched off for the conversation
 * @param debug true where debug mode is on for the conversation
 */
public record TurnSnapshot(
        Ownership ownership,
        Optional<TurnResult> result,
        List<StoredMessage> newest,
        LastSend lastSend,
        Optional<Instant> historyFrom,
        long historyAfter,
        boolean aiOff,
        boolean debug) {

    /** Returns the newest messages of the session, or of the handover before it. */
    public List<StoredMessage> newestOfSession() {
        return newest.stream().filter(this::isOfSession).toList();
    }

    private boolean isOfSession(StoredMessage message) {
        return message.position() > historyAfter
                && historyFrom.filter(start -> isBefore(message, start)).isEmpty();
    }

    /** Providers' times are whole seconds; within the one of a reset the position decides. */
    private boolean isBefore(StoredMessage message, Instant start) {
        return message.providerTime()
                .isBefore(historyAfter > 0 ? start.truncatedTo(ChronoUnit.SECONDS) : start);
    }
}
