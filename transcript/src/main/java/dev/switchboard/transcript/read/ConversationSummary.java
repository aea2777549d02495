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
 * @param active true while the session is open
 * @param optedOutAt time of the customer's opt-out
 * @param session the newest one
 * @param aiEnabled false where the AI is switched off for the conversation
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
        Optional<Instant> optedOutAt,
        SessionSummary session,
        boolean aiEnabled) {

    /** Session of a conversation; without a start if none is recorded. */
    public record SessionSummary(int number, Optional<Instant> startedAt) {}

    /** Ownership of a conversation; without a time if it was never taken over. */
    public record OwnershipSummary(
            Owner owner, long epoch, Optional<Instant> changedAt, Optional<String> changedBy) {}

    /** Summary of the newest message. */
    public record LastMessage(
            String text, SenderType senderType, MessageStatus status, Instant at) {}
}
