package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.transcript.control.Control.Holder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A conversation as a list shows it.
 *
 * @param line who has it, since when and by whom
 * @param lastMessage the newest message, whoever wrote it
 * @param optedOutAt since when the customer wants to hear nothing
 */
public record ConversationSummary(
        UUID id,
        ConversationKey key,
        Optional<String> customerName,
        Line line,
        Optional<LastMessage> lastMessage,
        Instant startedAt,
        Instant lastActivityAt,
        Optional<Instant> lastCustomerMessageAt,
        boolean active,
        Optional<Instant> optedOutAt) {

    /** Who has the line; since the beginning where nobody has ever taken it over. */
    public record Line(
            Holder holder, long epoch, Optional<Instant> changedAt, Optional<String> changedBy) {}

    /** The newest message in short. */
    public record LastMessage(String text, String senderType, String status, Instant at) {}
}
