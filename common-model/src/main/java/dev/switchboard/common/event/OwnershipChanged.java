package dev.switchboard.common.event;

import dev.switchboard.common.identity.ConversationKey;
import java.time.Instant;
import java.util.UUID;

/**
 * Hint that a conversation has another owner; it may be lost, the store is the truth.
 *
 * @param ownedByAi false if an operator is the owner now
 * @param epoch under which the new owner decides
 */
public record OwnershipChanged(
        UUID eventId, ConversationKey conversation, boolean ownedByAi, long epoch, Instant at)
        implements Event {}
