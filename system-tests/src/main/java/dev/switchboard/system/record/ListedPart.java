package dev.switchboard.system.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.system.world.OperatorClient;
import dev.switchboard.system.world.Pause;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Part that did not arrive, or not yet, as the API shows it.
 *
 * @param customer the customer's number in E.164
 * @param since the time at which it reached its state
 */
public record ListedPart(
        String id, String channel, String customer, int number, String text, Instant since) {
    private static final int PAGE = 200;
    private static final int MAX_ATTEMPTS = 20;
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    /**
     * Parts that reached the state since then, latest first.
     *
     * @param state unknown, failed, suppressed, pending or sending
     */
    public static List<ListedPart> in(String state, Instant since, OperatorClient operator) {
        var found = new ArrayList<ListedPart>();
        var before = "";
        do {
            var page = page(state, before, operator);
            page.get("parts").forEach(part -> found.add(read(part)));
            before = page.path("nextBefore").asText("");
        } while (!before.isEmpty() && !found.getLast().since.isBefore(since));
        found.removeIf(part -> part.since.isBefore(since));
        return found;
    }

    private static JsonNode page(String state, String before, OperatorClient operator) {
        var place =
                before.isEmpty()
                        ? ""
                        : "&before=" + URLEncoder.encode(before, StandardCharsets.UTF_8);
        var path = "/api/v1/parts?state=" + state + "&limit=" + PAGE + place;
        var response = operator.get(path);
        for (var n = 1; n < MAX_ATTEMPTS && isUnavailable(response.status()); n++) {
            Pause.sleep(RETRY_INTERVAL);
            response = operator.get(path);
        }
        if (!response.isSuccess()) {
            throw new IllegalStateException(
                    "the list of parts answered " + response.status() + ": " + response.body());
        }
        return response.json();
    }

    /**
     * Returns true for statuses that the API may have for some seconds after it or its database has
     * come back.
     */
    private static boolean isUnavailable(int status) {
        return status == 0 || status >= 500;
    }

    private static ListedPart read(JsonNode part) {
        return new ListedPart(
                part.get("id").asText(),
                part.get("channel").asText(),
                part.get("customer").asText(),
                part.get("number").asInt(),
                part.get("text").asText(),
                Instant.parse(part.get("since").asText()));
    }
}
