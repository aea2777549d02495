package dev.switchboard.transcript.part;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.PartId;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of the several in which a reply may be sent.
 *
 * @param attempts number of sends begun
 * @param sendingSince time at which the newest send was begun
 * @param triedSince time from which it is tried: its creation, or an operator's resend
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
