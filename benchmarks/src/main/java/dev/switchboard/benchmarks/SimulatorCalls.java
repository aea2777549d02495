package dev.switchboard.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.localstack.http.JsonClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** HTTP client of the simulator and of the services' metrics. */
final class SimulatorCalls {
    private final JsonClient client;

    SimulatorCalls(String base) {
        this.client = new JsonClient(base);
    }

    void modelAnswersAfter(Duration latency) throws IOException {
        var answer =
                client.post(
                        "/sim/model",
                        Map.of("reply", "Your order is on its way.", "latency", latency));
        if (!answer.isSuccess()) {
            throw new IOException(
                    "the simulator answered " + answer.status() + ": " + answer.body());
        }
    }

    /** Forgets all calls and scripts. */
    void reset() {
        var _ = client.post("/sim/reset", Map.of());
    }

    List<JsonNode> modelCalls() {
        return client.get("/sim/model/calls").json().valueStream().toList();
    }

    /**
     * Time at which the first send to each customer reached the provider.
     *
     * @param after the number of the send after which to look
     */
    Map<String, Instant> firstSends(long after) {
        var first = new HashMap<String, Instant>();
        for (JsonNode send : client.get("/sim/sends?after=" + after).json()) {
            var customer = send.get("to").asText().replaceFirst("^whatsapp:", "");
            first.merge(
                    customer,
                    Instant.parse(send.get("startedAt").asText()),
                    (a, b) -> a.isBefore(b) ? a : b);
        }
        return first;
    }

    String get(String path) {
        return client.get(path).body();
    }
}
