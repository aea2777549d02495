package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.load.SignedWebhook;
import dev.switchboard.benchmarks.load.WebhookClient;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/**
 * Measures the time from the webhook's arrival to the provider's send request, with a model that
 * answers at once and no quiet period.
 */
final class LatencyBench {
    /**
     * Twice the measured load: what is not compiled yet is slow, and seven JVMs share the cores.
     */
    private static final int WARM_UP_PER_SECOND = 20;

    private static final int WARM_UP = 1_600;
    private static final int PER_SECOND = 10;
    private static final int MEASURED = 600;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final LocalStack stack;
    private final SimulatorCalls simulator;

    LatencyBench(LocalStack stack) {
        this.stack = stack;
        this.simulator = new SimulatorCalls(stack.url("simulator"));
    }

    void run() throws IOException, InterruptedException {
        simulator.modelAnswersAfter(Duration.ZERO);
        awaitSends(post(0, WARM_UP, WARM_UP_PER_SECOND));
        var posted = post(WARM_UP, MEASURED, PER_SECOND);
        var sent = awaitSends(posted);
        var histogram = new Histogram(Duration.ofMinutes(2).toMillis(), 3);
        posted.forEach((customer, at) ->
                histogram.recordValue(
                        Math.max(0, Duration.between(at, sent.get(customer)).toMillis())));
        report(histogram);
    }

    /** An open loop: each customer writes when it is due, however long the ones before take. */
    private Map<String, Instant> post(int first, int count, int perSecond)
            throws InterruptedException {
        var posted = new ConcurrentHashMap<String, Instant>();
        try (var client = new WebhookClient(32)) {
            var begin = System.nanoTime();
            for (var number = 0; number < count; number++) {
                var webhook =
                        SignedWebhook.from(
                                customer(first + number), "Where is my order?", stack::env);
                waitUntil(begin + number * 1_000_000_000L / perSecond);
                posted.put(webhook.customer(), Instant.now());
                client.post(stack.ports().of("ingress"), "/whatsapp", webhook);
            }
            waitUntil(System.nanoTime() + 1_000_000_000L);
        }
        return new HashMap<>(posted);
    }

    private Map<String, Instant> awaitSends(Map<String, Instant> posted)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        var sent = simulator.firstSends(0);
        while (!sent.keySet().containsAll(posted.keySet())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only "
                                + sent.size()
                                + " of "
                                + posted.size()
                                + " customers were answered");
            }
            Thread.sleep(1_000);
            sent = simulator.firstSends(0);
        }
        return sent;
    }

    private static void waitUntil(long nanoTime) throws InterruptedException {
        var left = nanoTime - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    private static String customer(int number) {
        return "+1555%07d".formatted(number);
    }

    private static void report(Histogram histogram) {
        BenchMain.print(
                "From webhook to provider send, no quiet period, model answers at once (%d customers, %d a second)"
                        .formatted(MEASURED, PER_SECOND));
        BenchMain.figure("p50", histogram.getValueAtPercentile(50) + " ms", "-");
        BenchMain.figure("p99", histogram.getValueAtPercentile(99) + " ms", "under 150 ms");
        BenchMain.figure("max", histogram.getMaxValue() + " ms", "-");
    }
}
