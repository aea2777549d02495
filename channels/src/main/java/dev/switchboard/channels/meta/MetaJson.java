package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads values of Meta's JSON, where any may be missing. */
final class MetaJson {
    /** Larger numbers are milliseconds: as seconds this would be in the year 33658. */
    private static final long MIN_MILLIS = 1_000_000_000_000L;

    /** Year of WhatsApp's first message: an earlier time comes from a broken clock. */
    private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");

    /** Maximum difference by which Meta's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private MetaJson() {}

    /** Text or number that is not blank. */
    static Optional<String> text(JsonNode parent, String name) {
        var node = parent.path(name);
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    /**
     * @throws MalformedWebhookException naming the field by {@code where}, when it is missing
     */
    static String required(JsonNode parent, String name, String where) {
        return text(parent, name)
                .orElseThrow(
                        () -> new MalformedWebhookException(where + "." + name + " is missing"));
    }

    /**
     * Seconds since 1970, or milliseconds; {@code now} if there is none, or an impossible one,
     * which the database would refuse or which would make the message too old to answer.
     */
    static Instant time(JsonNode parent, String name, Instant now) {
        try {
            return text(parent, name)
                    .map(Long::valueOf)
                    .map(MetaJson::instant)
                    .filter(at -> !at.isBefore(EARLIEST) && at.isBefore(now.plus(AHEAD)))
                    .orElse(now);
        } catch (NumberFormatException | DateTimeException e) {
            return now;
        }
    }

    private static Instant instant(long number) {
        return number < MIN_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    /** One-line text of an error of Meta's: its details, or its message or title. */
    static Optional<String> errorText(JsonNode error) {
        return text(error.path("error_data"), "details")
                .or(() -> text(error, "message"))
                .or(() -> text(error, "title"));
    }
}
