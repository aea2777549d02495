package dev.switchboard.system.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.localstack.http.JsonClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulated outside world: phones, providers and the model. A refused call is a bug of the
 * harness and throws. Safe for use by several threads.
 */
public final class Simulator {
    private final JsonClient http;

    Simulator(JsonClient http) {
        this.http = http;
    }

    /**
     * The customer sends a text; returns once the first attempt at the webhook has ended, or once
     * nobody can wait for that any longer.
     */
    public Written write(CustomerLine line, String text) {
        return write(line, Map.of("text", text));
    }

    /** The customer sends what the fields say; see the simulator's call. */
    public Written write(CustomerLine line, Map<String, Object> fields) {
        var body = new HashMap<String, Object>(fields);
        body.put("channel", line.channel().wireName());
        JsonNode answer;
        try {
            answer = good(http.post("/sim/phones/" + line.phone() + "/messages", body));
        } catch (UncheckedIOException _) {
            return Written.untold();
        }
        var statuses = new ArrayList<Integer>();
        answer.get("webhooks").forEach(status -> statuses.add(status.asInt()));
        return new Written(answer.get("id").asText(), statuses);
    }

    /** What the customer's phone shows, oldest first. */
    public List<JsonNode> phone(CustomerLine line) {
        return list(good(http.get("/sim/phones/" + line.phone() + "/messages")));
    }

    /** At most so many sends numbered above {@code after}, oldest first. */
    public List<JsonNode> sends(long after, int limit) {
        return list(good(http.get("/sim/sends?after=" + after + "&limit=" + limit)));
    }

    /** At most so many webhook attempts numbered above {@code after}, oldest first. */
    public List<JsonNode> webhooks(long after, int limit) {
        return list(good(http.get("/sim/webhooks?after=" + after + "&limit=" + limit)));
    }

    /** At most so many model calls numbered above {@code after}, oldest first. */
    public List<JsonNode> modelCalls(long after, int limit) {
        return list(good(http.get("/sim/model/calls?after=" + after + "&limit=" + limit)));
    }

    /** Its clock ({@code now}) and how many {@code sends}, … there have been. */
    public JsonNode about() {
        return good(http.get("/sim"));
    }

    public void model(Map<String, ?> behaviour) {
        good(http.post("/sim/model", behaviour));
    }

    /** The model answers so that sends can be traced, in parts where the length asks for them. */
    public void modelEchoes(int length) {
        model(Map.of("echo", Map.of("length", length)));
    }

    public void faults(Map<String, ?> byProvider) {
        good(http.put("/sim/faults", byProvider));
    }

    public void callbacks(Map<String, ?> plan) {
        good(http.put("/sim/callbacks", plan));
    }

    public void webhookTargets(Map<String, String> urls) {
        good(http.put("/sim/webhooks", urls));
    }

    /** Usual callbacks, no faults, a model that echoes at once. Records and targets stay. */
    public void calm() {
        faults(Map.of());
        callbacks(Map.of());
        model(Map.of());
        modelEchoes(0);
    }

    /** Forgets everything it has recorded; numbers begin again. */
    public void reset() {
        good(http.post("/sim/reset", Map.of()));
    }

    private static JsonNode good(JsonClient.Answer answer) {
        if (!answer.isGood()) {
            throw new IllegalStateException(
                    "the simulator answered " + answer.status() + ": " + answer.body());
        }
        return answer.json();
    }

    private static List<JsonNode> list(JsonNode array) {
        var entries = new ArrayList<JsonNode>(array.size());
        array.forEach(entries::add);
        return entries;
    }
}
