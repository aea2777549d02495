package dev.switchboard.system.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.system.world.OperatorApi;
import dev.switchboard.system.world.Waiting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A part that did not arrive, or not yet, as the API shows it.
 *
 * @param customer the customer's number in E.164
 * @param since when it came to its state
 */
public record ListedPart(
        String id, String channel, String customer, int number, String text, Instant since) {
    private static final int PAGE = 200;
    private static final int MOST_TRIES = 20;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    /**
     * The parts that came to a state since then, those first that came last.
     *
     * @param state unknown, failed, suppressed, pending or sending
     */
    public static List<ListedPart> in(String state, Instant since, OperatorApi operator) {
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

    private static JsonNode page(String state, String before, OperatorApi operator) {
        var place =
                before.isEmpty()
                        ? ""
                        : "&before=" + URLEncoder.encode(before, StandardCharsets.UTF_8);
        var path = "/api/v1/parts?state=" + state + "&limit=" + PAGE + place;
        var answer = operator.get(path);
        for (var n = 1; n < MOST_TRIES && isBusy(answer.status()); n++) {
            Waiting.pass(BETWEEN);
            answer = operator.get(path);
        }
        if (!answer.isGood()) {
            throw new IllegalStateException(
                    "the list of parts answered " + answer.status() + ": " + answer.body());
        }
        return answer.json();
    }

    /** So it may be for some seconds after its database or itself has come back. */
    private static boolean isBusy(int status) {
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
