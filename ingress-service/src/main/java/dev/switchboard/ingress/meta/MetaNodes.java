package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Reads values out of Meta's JSON, where anything may be missing. */
final class MetaNodes {
    /** Whoever sends a larger number means milliseconds: as seconds it would be the year 33658. */
    private static final long FIRST_MILLIS = 1_000_000_000_000L;

    private MetaNodes() {}

    /** A text or number that is more than white space. */
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

    /** Seconds since 1970, or milliseconds; {@code otherwise} where there is none or nonsense. */
    static Instant time(JsonNode parent, String name, Instant otherwise) {
        try {
            return text(parent, name).map(Long::valueOf).map(MetaNodes::instant).orElse(otherwise);
        } catch (NumberFormatException | DateTimeException e) {
            return otherwise;
        }
    }

    private static Instant instant(long number) {
        return number < FIRST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    /** An error of Meta's in one line: its details where it has some, its title otherwise. */
    static Optional<String> errorText(JsonNode error) {
        return text(error.path("error_data"), "details")
                .or(() -> text(error, "message"))
                .or(() -> text(error, "title"));
    }
}
