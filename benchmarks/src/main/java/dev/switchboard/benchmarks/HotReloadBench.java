package dev.switchboard.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.wire.Json;
import dev.switchboard.localstack.process.TcpPorts;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Measures the time from the request that changes a persona until the settings with it are in force
 * on both of two workers.
 */
final class HotReloadBench {
    private static final int CHANGES = 100;
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Pattern VERSION =
            Pattern.compile("(?m)^switchboard_settings_version(?:\\{[^}]*})? ([0-9.E]+)");

    private final LocalStack stack;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Histogram millis = new Histogram(TIMEOUT.toMillis(), 3);

    HotReloadBench(LocalStack stack) {
        this.stack = stack;
    }

    void run() throws IOException, InterruptedException {
        var port = TcpPorts.free();
        stack.startAnother("ai-worker", "ai-worker-2", port, Map.of()).awaitReady(READY_TIMEOUT);
        var workers =
                List.of(
                        new SimulatorCalls(stack.url("ai-worker")),
                        new SimulatorCalls("http://127.0.0.1:" + port));
        var persona = send("POST", "", "0", 0);
        for (var change = 1; change <= CHANGES; change++) {
            // Anywhere between two polls.
            Thread.sleep(ThreadLocalRandom.current().nextLong(1_000));
            var begin = System.nanoTime();
            persona =
                    send(
                            "PUT",
                            "/" + persona.path("id").asText(),
                            persona.path("version").asText(),
                            change);
            awaitInForce(workers, persona.path("version").asLong());
            millis.recordValue(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        }
        report();
    }

    private JsonNode send(String method, String path, String version, int number)
            throws IOException, InterruptedException {
        var body =
                Map.of("name", "bench", "prompt", "You are number %d. Be brief.".formatted(number));
        var response =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                stack.url("operator") + "/api/v1/personas" + path))
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

    private static void awaitInForce(List<SimulatorCalls> workers, long version)
            throws InterruptedException {
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        for (var worker : workers) {
            while (version(worker) < version) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("a worker has not the settings yet");
                }
                Thread.sleep(POLL);
            }
        }
    }

    private static double version(SimulatorCalls worker) {
        var found = VERSION.matcher(worker.get("/q/metrics"));
        return found.find() ? Double.parseDouble(found.group(1)) : -1;
    }

    private void report() {
        BenchMain.print("%d changes of a persona, two workers".formatted(CHANGES));
        BenchMain.figure("in force on both, p50", millis.getValueAtPercentile(50) + " ms", "-");
        BenchMain.figure("in force on both, max", millis.getMaxValue() + " ms", "at most 2000 ms");
    }
}
