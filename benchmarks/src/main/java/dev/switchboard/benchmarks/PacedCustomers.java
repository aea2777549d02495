package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.load.SignedWebhook;
import dev.switchboard.benchmarks.load.WebhookClient;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/** New customers who write one message each at a steady rate, and the answers to them. */
final class PacedCustomers {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final LocalStack stack;
    private final SimulatorCalls simulator;
    private int written;

    PacedCustomers(LocalStack stack, SimulatorCalls simulator) {
        this.stack = stack;
        this.simulator = simulator;
    }

    /**
     * Lets so many write, and waits until all are answered.
     *
     * @return milliseconds from the webhook to the provider's receipt of the send
     */
    Histogram answered(int count, int perSecond) throws InterruptedException {
        var posted = post(count, perSecond);
        var sent = awaitSends(posted);
        var waits = new Histogram(Duration.ofMinutes(2).toMillis(), 3);
        posted.forEach((customer, at) ->
                waits.recordValue(
                        Math.max(0, Duration.between(at, sent.get(customer)).toMillis())));
        return waits;
    }

    /** An open loop: each customer writes when it is due, however long the ones before take. */
    private Map<String, Instant> post(int count, int perSecond) throws InterruptedException {
        var posted = new ConcurrentHashMap<String, Instant>();
        try (var client = new WebhookClient(32)) {
            var begin = System.nanoTime();
            for (var number = 0; number < count; number++) {
                var webhook =
                        SignedWebhook.from(
                                "+1555%07d".formatted(written++), "Where is my order?", stack::env);
                waitUntil(begin + number * 1_000_000_000L / perSecond);
                posted.put(webhook.customer(), Instant.now());
                client.post(stack.ports().of("ingress"), "/whatsapp", webhook);
            }
            waitUntil(System.nanoTime() + 1_000_000_000L);
        }
        return new HashMap<>(posted);
    }

    private Map<String, Instant> awaitSends(Map<String, Instant> posted)
            throws InterruptedException {
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        var sent = simulator.firstSends(0);
        while (!sent.keySet().containsAll(posted.keySet())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only "
                                + posted.keySet().stream().filter(sent::containsKey).count()
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
}
