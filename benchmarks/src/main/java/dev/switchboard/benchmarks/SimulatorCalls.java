package dev.switchboard.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The simulator's and the services' own figures, over HTTP. */
final class SimulatorCalls {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    SimulatorCalls(String base) {
        this.base = base;
    }

    void modelAnswersAfter(Duration latency) throws IOException, InterruptedException {
        var body =
                Json.mapper()
                        .writeValueAsString(
                                Map.of("reply", "Your order is on its way.", "latency", latency));
        var request =
                HttpRequest.newBuilder(URI.create(base + "/sim/model"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    "the simulator answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /**
     * When the first send to each customer reached the provider.
     *
     * @param after the number of the send after which to look
     */
    Map<String, Instant> firstSends(long after) throws IOException, InterruptedException {
        var first = new HashMap<String, Instant>();
        for (JsonNode send : Json.mapper().readTree(get("/sim/sends?after=" + after))) {
            var customer = send.get("to").asText().replaceFirst("^whatsapp:", "");
            first.merge(
                    customer,
                    Instant.parse(send.get("startedAt").asText()),
                    (a, b) -> a.isBefore(b) ? a : b);
        }
        return first;
    }

    String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path)).GET().build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
