package dev.switchboard.system.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A send request that a provider received.
 *
 * @param n the number in the order of all requests
 * @param to the customer's number in E.164
 * @param startedAt the time of its arrival, by the simulator's clock
 * @param answeredAt null while it is open
 * @param outcome as the simulator names it; {@code open} while it is not answered
 * @param id the provider's id, if the message was accepted
 * @param callback the value that the sender requested with each status; null without one
 */
public record Send(
        long n,
        String provider,
        String to,
        String body,
        Instant startedAt,
        @Nullable Instant answeredAt,
        String outcome,
        @Nullable String id,
        @Nullable String callback) {
    private static final Set<String> EFFECTIVE =
            Set.of("accepted", "dropped-after-accept", "client-gone-after-accept");

    static Send read(JsonNode json) {
        var answered = text(json, "answeredAt");
        var outcome = answered == null ? "open" : text(json, "outcome");
        return new Send(
                json.get("n").asLong(),
                json.get("provider").asText(),
                json.get("to").asText(),
                json.get("body").asText(),
                Instant.parse(json.get("startedAt").asText()),
                answered == null ? null : Instant.parse(answered),
                outcome == null ? "open" : outcome,
                text(json, "id"),
                text(json, "callback"));
    }

    private static @Nullable String text(JsonNode json, String field) {
        var value = json.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    /** Returns true if the customer got it, with or without the sender's knowledge. */
    public boolean tookEffect() {
        return EFFECTIVE.contains(outcome) || (id != null && outcome.equals("open"));
    }
}
