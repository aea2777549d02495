package dev.switchboard.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.localstack.http.JsonClient;
import dev.switchboard.simulator.Simulator;
import dev.switchboard.simulator.SimulatorOptions;
import java.util.List;
import java.util.Map;

/** A simulator, as the models of every provider. */
public final class SimulatedModels implements AutoCloseable {
    private final Simulator simulator;
    private final JsonClient client;

    /** Models at a free port. */
    public SimulatedModels() {
        this(0);
    }

    public SimulatedModels(int port) {
        simulator =
                Simulator.start(
                        SimulatorOptions.of(Map.of("SIMULATOR_PORT", Integer.toString(port))));
        client = new JsonClient(simulator.url().toString());
    }

    /**
     * The base URL at which the simulator is this provider.
     *
     * @param provider spelling of {@code AI_PROVIDER}
     */
    public String baseUrl(String provider) {
        var path =
                switch (provider) {
                    case "gemini" -> "/v1beta";
                    case "openai", "anthropic", "custom" -> "/v1";
                    case "perplexity", "ollama", "askyourdatabase" -> "";
                    default -> throw new IllegalArgumentException("no provider: " + provider);
                };
        return simulator.url() + path;
    }

    /** Scripts all calls from now on, as {@code POST /sim/model} does. */
    public void script(Map<String, ?> script) {
        client.post("/sim/model", script);
    }

    /** Scripts the response on the wire. */
    public void scriptResponse(Map<String, ?> response) {
        script(Map.of("response", response));
    }

    public List<JsonNode> calls() {
        return client.get("/sim/model/calls").json().valueStream().toList();
    }

    public JsonNode onlyCall() {
        var calls = calls();
        if (calls.size() != 1) {
            throw new AssertionError("calls: " + calls.size());
        }
        return calls.getFirst();
    }

    /** Sessions at AskYourDatabase since the last reset. */
    public int sessionsBegun() {
        return client.get("/sim/model/sessions").json().path("begun").asInt();
    }

    /** Ends the sessions at AskYourDatabase, before their time. */
    public void endSessions() {
        client.post("/sim/model/sessions/end", Map.of());
    }

    public void reset() {
        client.post("/sim/reset", Map.of());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
