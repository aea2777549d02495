package dev.switchboard.system.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A request to the model, by the simulator's clock.
 *
 * @param markers the messages in it: those to be answered, and the history's
 * @param cancelledAt the time at which the caller closed the connection before it had the answer
 */
public record ModelCall(
        long n,
        Set<String> markers,
        Instant startedAt,
        Optional<Instant> answeredAt,
        Optional<Instant> cancelledAt) {
    private static final Pattern MARKER = Pattern.compile("\\bc\\d+\\.\\d+\\.\\d+\\b");

    public ModelCall {
        markers = Set.copyOf(markers);
    }

    static ModelCall read(JsonNode json) {
        return new ModelCall(
                json.get("n").asLong(),
                MARKER.matcher(String.join("\n", json.get("request").findValuesAsText("text")))
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet()),
                Instant.parse(json.get("startedAt").asText()),
                instant(json.get("answeredAt")),
                instant(json.get("cancelledAt")));
    }

    private static Optional<Instant> instant(JsonNode value) {
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(Instant.parse(value.asText()));
    }

    public boolean isOpen() {
        return answeredAt.isEmpty() && cancelledAt.isEmpty();
    }

    /** Time at which it was answered or cancelled. */
    public Optional<Instant> endedAt() {
        return answeredAt.or(() -> cancelledAt);
    }
}
