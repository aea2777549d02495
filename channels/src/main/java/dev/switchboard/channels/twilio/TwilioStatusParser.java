package dev.switchboard.channels.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.PartId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parses Twilio's status callback about one of our messages. */
final class TwilioStatusParser {
    private static final Pattern PART = Pattern.compile("(?:^|&)part=([0-9a-f.-]+)(?:&|$)");

    private TwilioStatusParser() {}

    /** True if the fields are those of a status, at any of the addresses. */
    static boolean isStatus(TwilioFields fields) {
        return fields.nonBlank("MessageStatus")
                        .filter(providerStatus -> !isInbound(providerStatus))
                        .isPresent()
                && fields.nonBlank("Body").isEmpty()
                && fields.get("NumMedia").isEmpty();
    }

    private static boolean isInbound(String status) {
        return status.toLowerCase(Locale.ROOT).startsWith("receiv");
    }

    /** Empty for a status that says nothing about a message of ours. */
    static Optional<ProviderStatusReceived> read(
            TwilioFields fields, String query, Instant receivedAt) {
        var message = fields.required("MessageSid");
        var providerStatus =
                fields.nonBlank("MessageStatus").orElseGet(() -> fields.required("SmsStatus"));
        var error = fields.nonBlank("ErrorCode");
        return status(providerStatus)
                .map(status ->
                        new ProviderStatusReceived(
                                id(message, providerStatus, error.orElse("")),
                                Channel.TWILIO,
                                message,
                                part(query),
                                status,
                                providerStatus,
                                error,
                                errorText(fields),
                                receivedAt,
                                receivedAt));
    }

    private static Optional<String> errorText(TwilioFields fields) {
        return fields.nonBlank("ErrorMessage").or(() -> fields.nonBlank("ChannelStatusMessage"));
    }

    /** Maps the statuses of Twilio's message resource. */
    private static Optional<DeliveryStatus> status(String providerStatus) {
        return switch (providerStatus.toLowerCase(Locale.ROOT)) {
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

    private static UUID id(String message, String providerStatus, String error) {
        var name = String.join("\u001f", "twilio-status", message, providerStatus, error);
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }
}
