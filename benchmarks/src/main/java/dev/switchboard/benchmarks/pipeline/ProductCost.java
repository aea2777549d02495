package dev.switchboard.benchmarks.pipeline;

import static dev.switchboard.benchmarks.pipeline.Workbench.ingressPort;

import java.time.Duration;

/**
 * Measures a conversation of the warm product at saturation, without and with status callbacks: the
 * difference is the cost of the statuses.
 */
final class ProductCost {
    private static final Duration IDLE = Duration.ofSeconds(12);

    private final Workbench bench;
    private final Figures figures;

    ProductCost(Workbench bench) {
        this.bench = bench;
        this.figures = bench.figures();
    }

    /** Use of the product at rest, which is taken off where single steps are counted. */
    Usage idle() throws InterruptedException {
        bench.meters().awaitQuietAndStatistics();
        var before = bench.meters().snapshot();
        Thread.sleep(IDLE);
        return bench.meters().snapshot().since(before);
    }

    Measured measure(Usage idle) throws InterruptedException {
        var count = bench.options().conversations();
        figures.group("Warm, %,d conversations, no status callbacks".formatted(count));
        var silent = bench.saturateAndCount(ingressPort(), count, false);
        add("warm", silent, idle, "6 × that of revision ea38567", "at most 12 ms");
        figures.group("Warm, %,d conversations, three status callbacks each".formatted(count));
        var told = bench.saturateAndCount(ingressPort(), count, true);
        add("statuses", told, idle, "", "");
        addStatusFigures(silent, told, idle);
        return silent;
    }

    private void add(
            String prefix, Measured measured, Usage idle, String throughputAim, String cpuAim) {
        var cost = new CostFigures(figures, prefix, measured);
        cost.addThroughput(throughputAim);
        cost.addProcessorTime(Programs.PRODUCT, cpuAim);
        cost.addAcknowledgements("at most 500 ms");
        cost.addWaits("");
        cost.addSteps(idle, bench.meters().database().isPresent());
    }

    private void addStatusFigures(Measured silent, Measured told, Usage idle) {
        var statuses = (double) ConversationLoad.STATUSES;
        if (silent.usage().processor().covers(Programs.PRODUCT)
                && told.usage().processor().covers(Programs.PRODUCT)) {
            var more =
                    told.processorMillis(Programs.PRODUCT)
                            - silent.processorMillis(Programs.PRODUCT);
            figures.add("status.cpu-ms", "CPU a status", more / statuses, " ms", "at most 3 ms");
        }
        if (bench.meters().database().isPresent()) {
            var more = committed(told, idle) - committed(silent, idle);
            figures.add(
                    "status.transactions",
                    "committed transactions a status",
                    more / statuses,
                    "",
                    "at most 0.2");
        }
    }

    private static double committed(Measured measured, Usage idle) {
        return measured.perConversation(measured.usage().without(idle).committed());
    }
}
