package dev.switchboard.transcript.read;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.message.SenderType;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Conversation as shown in a list.
 *
 * @param ownership owner, with time and actor of the last change
 * @param lastMessage the newest message of any sender
 * @param optedOutAt time of the customer's opt-out
 */
public record ConversationSummary(
        UUID id,
        ConversationKey key,
        Optional<String> customerName,
        OwnershipSummary ownership,
        Optional<LastMessage> lastMessage,
        Instant startedAt,
        Instant lastActivityAt,
        Optional<Instant> lastCustomerMessageAt,
        boolean active,
        Optional<Instant> optedOutAt) {

    /** Ownership of a conversation; without a time if it was never taken over. */
    public record OwnershipSummary(
            Owner owner, long epoch, Optional<Instant> changedAt, Optional<String> changedBy) {}

    /** Summary of the newest message. */
    public record LastMessage(
            String text, SenderType senderType, MessageStatus status, Instant at) {}
}
