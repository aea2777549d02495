package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import java.time.Instant;
import java.util.Optional;

/**
 * A part as a list shows it.
 *
 * @param senderType who speaks: ai, operator or system
 * @param since when it came to its state
 * @param decision what an operator decided about it last
 */
public record PartSummary(
        PartId id,
        int total,
        ConversationKey conversation,
        Optional<String> customerName,
        Optional<String> senderType,
        PartContent content,
        PartState state,
        Optional<PartFailure> failure,
        Optional<String> providerMessageId,
        int attempts,
        Instant createdAt,
        Instant since,
        Optional<Decision> decision) {

    /** What an operator decided about a part of unknown outcome. */
    public record Decision(String what, String by, Instant at) {}
}
