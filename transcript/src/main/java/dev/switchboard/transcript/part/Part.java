package dev.switchboard.transcript.part;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.PartId;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of the several that a reply may leave in.
 *
 * @param attempts how many sends were begun
 * @param sendingSince when the newest send was begun
 * @param triedSince since when it is tried: from the beginning, or since an operator had it sent
 *     again
 */
public record Part(
        PartId id,
        int total,
        ConversationId conversation,
        Channel channel,
        PartContent content,
        PartState state,
        Optional<String> providerMessageId,
        int attempts,
        Optional<PartFailure> failure,
        Optional<Instant> sendingSince,
        Instant createdAt,
        Instant triedSince) {}
