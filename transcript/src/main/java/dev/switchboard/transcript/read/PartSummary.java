package dev.switchboard.transcript.read;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.message.SenderType;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import java.time.Instant;
import java.util.Optional;

/**
 * Part as shown in a list.
 *
 * @param senderType author of the reply; empty if its message is gone
 * @param since time at which it reached its state
 * @param decision the last decision of an operator
 */
public record PartSummary(
        PartId id,
        int total,
        ConversationKey conversation,
        Optional<String> customerName,
        Optional<SenderType> senderType,
        PartContent content,
        PartState state,
        Optional<PartFailure> failure,
        Optional<String> providerMessageId,
        int attempts,
        Instant createdAt,
        Instant since,
        Optional<Decision> decision) {

    /** Decision of an operator about a part of unknown outcome. */
    public record Decision(String action, String by, Instant at) {}
}
