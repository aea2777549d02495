package dev.switchboard.model.event;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.PartId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A provider has told how far one of our messages has come. Order is not guaranteed, repeats
 * happen.
 *
 * @param eventId follows from message, status and error code, so that a repeat has the same id
 * @param part our own id where the provider gives it back (Twilio's callback query, Meta's {@code
 *     biz_opaque_callback_data})
 * @param providerStatus the provider's own word, such as {@code undelivered}
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
