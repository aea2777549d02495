package dev.switchboard.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures how the cost grows with the number of customers: processor time of ever more of them,
 * without that of the idle product.
 */
final class Growth {
    private static final int ENOUGH_CUSTOMERS = 3_000;
    private static final int MAX_ROUNDS = 5;
    private static final double TOLERANCE = 1.05;

    private final Workbench bench;

    Growth(Workbench bench) {
        this.bench = bench;
    }

    void measure(Usage idle) throws InterruptedException {
        var figures = bench.figures();
        var options = bench.options();
        figures.group("Growth with the number of customers, CPU without that of the idle product");
        var first = 0.0;
        for (var multiple : options.scale()) {
            var customers = options.customers(multiple);
            var millis = median(rounds(customers, idle));
            figures.add(
                    "growth." + multiple + "x.cpu-ms",
                    "%,d customers, CPU each".formatted(customers),
                    millis,
                    " ms");
            var relative = (double) multiple / options.scale().getFirst();
            if (first == 0) {
                first = millis;
            } else {
                figures.ratio(
                        "growth." + multiple + "x",
                        "cost of %s × the customers".formatted(Figures.number(relative)),
                        relative * millis / first,
                        "at most " + Figures.number(relative * TOLERANCE));
            }
        }
    }

    /** Few customers several times, because little processor time is measured coarsely. */
    private List<Double> rounds(int customers, Usage idle) throws InterruptedException {
        var rounds = Math.clamp(ENOUGH_CUSTOMERS / customers, 1, MAX_ROUNDS);
        var millis = new ArrayList<Double>();
        for (var round = 0; round < rounds; round++) {
            var measured =
                    bench.saturate(Workbench.ingressPort(), customers, bench.options().statuses());
            var busy = measured.usage().without(idle);
            millis.add(measured.perConversation(busy.processorSeconds(Programs.PRODUCT) * 1_000));
        }
        return millis;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
