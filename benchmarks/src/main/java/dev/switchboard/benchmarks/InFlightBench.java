package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.load.SignedWebhook;
import dev.switchboard.benchmarks.load.WebhookClient;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Measures how many turns one worker keeps in flight while each waits 5 s for the model, and the
 * memory that it takes.
 */
final class InFlightBench {
    private static final int CUSTOMERS = 1_000;
    private static final int FIRST_CUSTOMER = 5_000_000;
    private static final Duration MODEL_LATENCY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Pattern IN_FLIGHT =
            Pattern.compile(
                    "(?m)^switchboard_lanes_in_flight\\{[^}]*topic=\"turns\"[^}]*} ([0-9.]+)");
    private static final Pattern HEAP =
            Pattern.compile("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*} ([0-9.E]+)");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]+) kB");

    private final LocalStack stack;
    private final SimulatorCalls simulator;
    private final SimulatorCalls worker;
    private long maxInFlight;
    private long maxHeap;
    private long maxResident;

    InFlightBench(LocalStack stack) {
        this.stack = stack;
        this.simulator = new SimulatorCalls(stack.url("simulator"));
        this.worker = new SimulatorCalls(stack.url("ai-worker"));
    }

    void run() throws IOException, InterruptedException {
        simulator.modelAnswersAfter(MODEL_LATENCY);
        var before = simulator.firstSends(0).size();
        var begin = System.nanoTime();
        try (var client = new WebhookClient(64)) {
            for (var number = 0; number < CUSTOMERS; number++) {
                client.post(
                        stack.ports().of("ingress"),
                        "/whatsapp",
                        SignedWebhook.from(
                                "+1555%07d".formatted(FIRST_CUSTOMER + number),
                                "Hello",
                                stack::env));
            }
            while (simulator.firstSends(before).size() < CUSTOMERS) {
                if (System.nanoTime() - begin > TIMEOUT.toNanos()) {
                    throw new IllegalStateException("not everybody was answered within " + TIMEOUT);
                }
                sample();
                Thread.sleep(100);
            }
        }
        report(Duration.ofNanos(System.nanoTime() - begin));
    }

    private void sample() throws IOException, InterruptedException {
        var metrics = worker.get("/q/metrics");
        maxInFlight = Math.max(maxInFlight, sum(IN_FLIGHT, metrics));
        maxHeap = Math.max(maxHeap, sum(HEAP, metrics));
        var status =
                Path.of(
                        "/proc",
                        Long.toString(stack.program("ai-worker").pid().orElseThrow()),
                        "status");
        if (Files.exists(status)) {
            maxResident = Math.max(maxResident, sum(RESIDENT, Files.readString(status)) * 1024);
        }
    }

    private static long sum(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }

    private void report(Duration all) {
        BenchMain.print(
                "%d customers at once, the model takes %d s, one worker with a heap of 512 MB"
                        .formatted(CUSTOMERS, MODEL_LATENCY.toSeconds()));
        BenchMain.figure("max turns in flight at a time", Long.toString(maxInFlight), "1000");
        BenchMain.figure("max heap in use", megabytes(maxHeap), "within 512 MB");
        BenchMain.figure("max resident memory of the process", megabytes(maxResident), "-");
        BenchMain.figure(
                "until all were answered", "%.1f s".formatted(all.toMillis() / 1000.0), "-");
    }

    private static String megabytes(long bytes) {
        return bytes / (1024 * 1024) + " MB";
    }
}
