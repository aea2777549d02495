package dev.switchboard.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.wire.Json;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Administrator's requests to the operator API, and how soon their change is in force. */
final class OperatorApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Pattern VERSION =
            Pattern.compile("(?m)^switchboard_settings_version(?:\\{[^}]*})? ([0-9.E]+)");

    private final LocalStack stack;
    private final HttpClient http = HttpClient.newHttpClient();

    OperatorApi(LocalStack stack) {
        this.stack = stack;
    }

    /** Creates what the path has a list of, and returns it. */
    JsonNode create(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("POST", path, "0", body);
    }

    /** Changes what {@code create} or this has returned. */
    JsonNode change(String path, JsonNode before, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(
                "PUT",
                path + "/" + before.path("id").asText(),
                before.path("version").asText(),
                body);
    }

    private JsonNode send(String method, String path, String version, Map<String, ?> body)
            throws IOException, InterruptedException {
        var response =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(stack.url("operator") + "/api/v1/" + path))
                                .timeout(TIMEOUT)
                                .header("Content-Type", "application/json")
                                .header(
                                        "Authorization",
                                        "Bearer " + stack.env("SWITCHBOARD_API_TOKEN"))
                                .header("If-Match", version)
                                .method(
                                        method,
                                        BodyPublishers.ofByteArray(
                                                Json.mapper().writeValueAsBytes(body)))
                                .build(),
                        BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("operator-service answered " + response.statusCode());
        }
        return Json.mapper().readTree(response.body());
    }

    /** Waits until the workers have the settings with what was returned. */
    static void awaitInForce(List<SimulatorCalls> workers, JsonNode changed)
            throws InterruptedException {
        var version = changed.path("version").asLong();
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        for (var worker : workers) {
            while (inForce(worker) < version) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("a worker has not the settings yet");
                }
                Thread.sleep(POLL);
            }
        }
    }

    private static double inForce(SimulatorCalls worker) {
        var found = VERSION.matcher(worker.get("/q/metrics"));
        return found.find() ? Double.parseDouble(found.group(1)) : -1;
    }
}
