package dev.switchboard.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.PartId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads one status of a Meta batch. */
final class MetaStatus {
    private MetaStatus() {}

    /** Empty when the word says nothing about how far a message has come. */
    static Optional<ProviderStatusReceived> read(JsonNode status, String at, Instant receivedAt) {
        var message = MetaNodes.required(status, "id", at);
        var word = MetaNodes.required(status, "status", at);
        var error = status.path("errors").path(0);
        var code = MetaNodes.text(error, "code");
        return reached(status, word)
                .map(reached ->
                        new ProviderStatusReceived(
                                id(message, word, code),
                                Channel.META,
                                message,
                                part(status),
                                reached,
                                word,
                                code,
                                MetaNodes.errorText(error),
                                MetaNodes.time(status, "timestamp", receivedAt),
                                receivedAt));
    }

    /**
     * A voice note that was played has been read; {@code deleted} says nothing about delivery, nor
     * does how far a payment has come.
     */
    private static Optional<DeliveryStatus> reached(JsonNode status, String word) {
        if (status.path("type").asText().equals("payment")) {
            return Optional.empty();
        }
        return switch (word) {
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
            return MetaNodes.text(status, "biz_opaque_callback_data").map(PartId::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static UUID id(String message, String word, Optional<String> code) {
        var name = String.join("\u001f", "meta-status", message, word, code.orElse(""));
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }
}
