package dev.switchboard.transcript.turn;

import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.part.EchoDetector.LastSend;
import dev.switchboard.transcript.reply.TurnResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * State of a turn and its conversation at one time.
 *
 * @param result empty if the turn is not claimed
 * @param newest the conversation's newest messages, the turn's own among them, oldest first
 * @param historyFrom time of the first message that belongs to the conversation's session, or to
 *     the handover before it; empty if all do
 * @param aiOff true where the AI is switched off for the conversation
 */
public record TurnSnapshot(
        Ownership ownership,
        Optional<TurnResult> result,
        List<StoredMessage> newest,
        LastSend lastSend,
        Optional<Instant> historyFrom,
        boolean aiOff) {}
