package dev.switchboard.ingress.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.model.event.DeliveryStatus;
import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.PartId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads how far one of our messages has come from Twilio's status callback. */
final class TwilioStatus {
    private static final Pattern PART = Pattern.compile("(?:^|&)part=([0-9a-f.-]+)(?:&|$)");

    private TwilioStatus() {}

    /** Whether the fields tell of a status, at whichever address they arrive. */
    static boolean isToldBy(TwilioFields fields) {
        return fields.said("MessageStatus").filter(word -> !isInbound(word)).isPresent()
                && fields.said("Body").isEmpty()
                && fields.get("NumMedia").isEmpty();
    }

    private static boolean isInbound(String status) {
        return status.toLowerCase(Locale.ROOT).startsWith("receiv");
    }

    /** Empty when the word says nothing about a message of ours. */
    static Optional<ProviderStatusReceived> read(
            TwilioFields fields, Optional<String> query, Instant receivedAt) {
        var message = fields.required("MessageSid");
        var word = fields.said("MessageStatus").orElseGet(() -> fields.required("SmsStatus"));
        var error = fields.said("ErrorCode");
        return status(word)
                .map(status ->
                        new ProviderStatusReceived(
                                id(message, word, error),
                                Channel.TWILIO,
                                message,
                                query.flatMap(TwilioStatus::part),
                                status,
                                word,
                                error,
                                errorText(fields),
                                receivedAt,
                                receivedAt));
    }

    private static Optional<String> errorText(TwilioFields fields) {
        return fields.said("ErrorMessage").or(() -> fields.said("ChannelStatusMessage"));
    }

    /** The words of Twilio's message resource. */
    private static Optional<DeliveryStatus> status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "queued", "accepted", "scheduled" -> Optional.of(DeliveryStatus.QUEUED);
            case "sending" -> Optional.of(DeliveryStatus.SENDING);
            case "sent" -> Optional.of(DeliveryStatus.SENT);
            case "delivered", "partially_delivered" -> Optional.of(DeliveryStatus.DELIVERED);
            case "read" -> Optional.of(DeliveryStatus.READ);
            case "failed", "undelivered", "canceled" -> Optional.of(DeliveryStatus.FAILED);
            default -> Optional.empty();
        };
    }

    private static Optional<PartId> part(String query) {
        var found = PART.matcher(query);
        try {
            return found.find() ? Optional.of(PartId.of(found.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static UUID id(String message, String word, Optional<String> error) {
        var name = String.join("\u001f", "twilio-status", message, word, error.orElse(""));
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }
}
