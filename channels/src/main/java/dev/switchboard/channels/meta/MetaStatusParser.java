package dev.switchboard.channels.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.PartId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Parses one status of a Meta batch. */
final class MetaStatusParser {
    private MetaStatusParser() {}

    /** Empty for a status that says nothing about delivery. */
    static Optional<ProviderStatusReceived> read(JsonNode status, String at, Instant receivedAt) {
        var message = MetaJson.required(status, "id", at);
        var providerStatus = MetaJson.required(status, "status", at);
        var error = status.path("errors").path(0);
        var code = MetaJson.text(error, "code");
        return deliveryStatus(status, providerStatus)
                .map(deliveryStatus ->
                        new ProviderStatusReceived(
                                id(message, providerStatus, code.orElse("")),
                                Channel.META,
                                message,
                                part(status),
                                deliveryStatus,
                                providerStatus,
                                code,
                                MetaJson.errorText(error),
                                MetaJson.time(status, "timestamp", receivedAt),
                                receivedAt));
    }

    /**
     * A voice note that was played has been read; {@code deleted} says nothing about delivery, nor
     * does the status of a payment.
     */
    private static Optional<DeliveryStatus> deliveryStatus(JsonNode status, String providerStatus) {
        if (status.path("type").asText().equals("payment")) {
            return Optional.empty();
        }
        return switch (providerStatus) {
            case "accepted" -> Optional.of(DeliveryStatus.QUEUED);
            case "sent" -> Optional.of(DeliveryStatus.SENT);
            case "delivered" -> Optional.of(DeliveryStatus.DELIVERED);
            case "read", "played" -> Optional.of(DeliveryStatus.READ);
            case "failed" -> Optional.of(DeliveryStatus.FAILED);
            default -> Optional.empty();
        };
    }

    private static Optional<PartId> part(JsonNode status) {
        try {
            return MetaJson.text(status, "biz_opaque_callback_data").map(PartId::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static UUID id(String message, String providerStatus, String code) {
        var name = String.join("\u001f", "meta-status", message, providerStatus, code);
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }
}
