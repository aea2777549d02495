package dev.switchboard.common.event;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.PartId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A provider has reported the status of a message we sent. Order is not guaranteed, repeats happen.
 *
 * @param eventId follows from message, status and error code, so that a repeat has the same id
 * @param part our own id if the provider returns it (Twilio's callback query, Meta's {@code
 *     biz_opaque_callback_data})
 * @param providerStatus the provider's own status, such as {@code undelivered}
 */
public record ProviderStatusReceived(
        UUID eventId,
        Channel channel,
        String providerMessageId,
        Optional<PartId> part,
        DeliveryStatus status,
        String providerStatus,
        Optional<String> errorCode,
        Optional<String> errorText,
        Instant providerTime,
        Instant receivedAt)
        implements Event {}
