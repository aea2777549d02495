package dev.switchboard.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Measures the bare pipeline under the same load, while the product's services are suspended, and
 * sets the product beside it.
 */
final class BareLimit {
    private final Workbench bench;
    private final Path logs;

    BareLimit(Workbench bench, Path logs) {
        this.bench = bench;
        this.logs = logs;
    }

    void measure(Measured product, UnaryOperator<String> env)
            throws IOException, InterruptedException {
        var figures = bench.figures();
        var programs = bench.meters().programs();
        figures.group("Bare pipeline, the same load");
        var database = bench.meters().database();
        if (database.isEmpty()) {
            figures.missing("bare pipeline", "the database is out of reach");
            return;
        }
        programs.signalServices("STOP");
        try (var bare = new BarePipeline(BareSettings.of(env), logs)) {
            bare.start(database.get(), programs);
            bench.load()
                    .closedLoop(bare.port(), bench.options().warmUp(), Workbench.waiting(0), false);
            bench.meters().awaitQuiet();
            report(bench.saturate(bare.port(), bench.options().conversations(), false), product);
        } finally {
            programs.signalServices("CONT");
        }
    }

    private void report(Measured bare, Measured product) {
        var figures = bench.figures();
        var cost = new CostFigures(figures, "bare", bare);
        cost.addThroughput("");
        cost.addProcessorTime(BarePipeline.PROGRAMS, "");
        cost.addAcknowledgements("");
        figures.ratio(
                "ratio.conversations-per-second",
                "conversations a second, product ÷ bare pipeline",
                product.answered().perSecond() / bare.answered().perSecond(),
                "at least 0.30");
        if (product.usage().processor().covers(Programs.PRODUCT)
                && bare.usage().processor().covers(BarePipeline.PROGRAMS)) {
            figures.ratio(
                    "ratio.cpu",
                    "CPU a conversation, product ÷ bare pipeline",
                    product.processorMillis(Programs.PRODUCT)
                            / bare.processorMillis(BarePipeline.PROGRAMS),
                    "at most 3.3");
        }
    }
}
