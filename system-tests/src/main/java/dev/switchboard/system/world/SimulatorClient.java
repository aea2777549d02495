package dev.switchboard.system.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.localstack.http.JsonClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Client of the simulated outside world: phones, providers and the model. A refused call is a bug
 * of the harness and throws. Safe for use by several threads.
 */
public final class SimulatorClient {
    private final JsonClient http;

    SimulatorClient(JsonClient http) {
        this.http = http;
    }

    /**
     * Sends a text as the customer; returns once the first attempt at the webhook has ended, or the
     * wait for that has timed out.
     */
    public SubmittedMessage write(CustomerPhone phone, String text) {
        return write(phone, Map.of("text", text));
    }

    /** Sends a message with these fields of the simulator's API as the customer. */
    public SubmittedMessage write(CustomerPhone phone, Map<String, Object> fields) {
        var body = new HashMap<String, Object>(fields);
        body.put("channel", phone.channel().wireName());
        JsonNode response;
        try {
            response = successful(http.post("/sim/phones/" + phone.number() + "/messages", body));
        } catch (UncheckedIOException _) {
            return SubmittedMessage.unknown();
        }
        var statuses = new ArrayList<Integer>();
        response.get("webhooks").forEach(status -> statuses.add(status.asInt()));
        return new SubmittedMessage(response.get("id").asText(), statuses);
    }

    /** Messages that the customer's phone shows, oldest first. */
    public List<JsonNode> messagesOn(CustomerPhone phone) {
        return list(successful(http.get("/sim/phones/" + phone.number() + "/messages")));
    }

    /** At most so many sends numbered above {@code after}, oldest first. */
    public List<JsonNode> sends(long after, int limit) {
        return list(successful(http.get("/sim/sends?after=" + after + "&limit=" + limit)));
    }

    /** At most so many webhook attempts numbered above {@code after}, oldest first. */
    public List<JsonNode> webhooks(long after, int limit) {
        return list(successful(http.get("/sim/webhooks?after=" + after + "&limit=" + limit)));
    }

    /** At most so many model calls numbered above {@code after}, oldest first. */
    public List<JsonNode> modelCalls(long after, int limit) {
        return list(successful(http.get("/sim/model/calls?after=" + after + "&limit=" + limit)));
    }

    /**
     * State of the simulator: its clock ({@code now}) and the numbers of {@code sends}, … so far.
     */
    public JsonNode about() {
        return successful(http.get("/sim"));
    }

    public void model(Map<String, ?> behaviour) {
        successful(http.post("/sim/model", behaviour));
    }

    /** Makes the model's answers traceable, in parts if the length requires them. */
    public void modelEchoes(int length) {
        model(Map.of("echo", Map.of("length", length)));
    }

    public void faults(Map<String, ?> byProvider) {
        successful(http.put("/sim/faults", byProvider));
    }

    public void callbacks(Map<String, ?> plan) {
        successful(http.put("/sim/callbacks", plan));
    }

    public void webhookTargets(Map<String, String> urls) {
        successful(http.put("/sim/webhooks", urls));
    }

    /**
     * Restores default callbacks, no faults and a model that echoes at once. Records and targets
     * stay.
     */
    public void restoreDefaults() {
        faults(Map.of());
        callbacks(Map.of());
        model(Map.of());
        modelEchoes(0);
    }

    /** Clears all records; numbers begin again. */
    public void reset() {
        successful(http.post("/sim/reset", Map.of()));
    }

    private static JsonNode successful(JsonClient.Response response) {
        if (!response.isSuccess()) {
            throw new IllegalStateException(
                    "the simulator answered " + response.status() + ": " + response.body());
        }
        return response.json();
    }

    private static List<JsonNode> list(JsonNode array) {
        var entries = new ArrayList<JsonNode>(array.size());
        array.forEach(entries::add);
        return entries;
    }
}
