package dev.switchboard.benchmarks.pipeline;

import java.time.Duration;
import java.util.Map;

/**
 * Measures the time from the webhook to the send at a steady rate, with status callbacks, without
 * the quiet period. The model answers at once.
 */
final class PacedLatency {
    private static final int PER_SECOND = 50;
    private static final int MIN_CONVERSATIONS = 500;
    private static final int MAX_CONVERSATIONS = 1_500;

    private final Workbench bench;

    PacedLatency(Workbench bench) {
        this.bench = bench;
    }

    void measure() throws InterruptedException {
        var count =
                Math.clamp(
                        bench.options().conversations() / 2, MIN_CONVERSATIONS, MAX_CONVERSATIONS);
        var quiet = quietPeriod(System.getenv());
        var figures = bench.figures();
        figures.group(
                "Webhook to send at %d conversations a second, with statuses, less %d ms of quiet"
                        .formatted(PER_SECOND, quiet.toMillis()));
        var answered = bench.load().openLoop(Workbench.ingressPort(), count, PER_SECOND, true);
        var waits = answered.waits();
        figures.add("paced.p50-ms", "p50", waits.millis(50) - quiet.toMillis(), " ms", "40 ms");
        figures.add("paced.p99-ms", "p99", waits.millis(99) - quiet.toMillis(), " ms", "100 ms");
        var acknowledged = answered.acknowledgements(0);
        figures.add(
                "paced.acknowledged-p99-ms",
                "webhook acknowledged, p99",
                acknowledged.millis(99),
                " ms");
        bench.meters().awaitQuiet();
    }

    /** The product's setting by its present or its former name, or the default. */
    static Duration quietPeriod(Map<String, String> environment) {
        for (var name : new String[] {"BURST_QUIET_PERIOD", "BURST_QUIET"}) {
            var value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                return Duration.parse(value.strip());
            }
        }
        return Duration.ofSeconds(2);
    }
}
