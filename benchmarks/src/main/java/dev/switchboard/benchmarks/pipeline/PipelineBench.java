package dev.switchboard.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The measurements of {@code ./switchboard bench pipeline} in their order. */
public final class PipelineBench {
    private static final Path OUTPUT = Path.of("benchmarks", "target", "pipeline");
    private static final Duration BACKGROUND_TIMEOUT = Duration.ofMinutes(10);
    private static final int STARTS = 2;

    private final PipelineOptions options;
    private final Figures figures = new Figures(System.out);
    private final SimulatorControl simulator = new SimulatorControl();

    private PipelineBench(PipelineOptions options) {
        this.options = options;
    }

    /**
     * Measures and prints the report, also of what was measured before a failure.
     *
     * @param arguments those behind {@code pipeline}
     * @throws IllegalArgumentException if an option or value is not known
     * @throws MeasurementException if the measurement could not go on
     */
    public static void run(List<String> arguments)
            throws IOException, InterruptedException, SQLException {
        var options = PipelineOptions.parse(arguments);
        options.compareWith().ifPresent(RunComparison::read);
        var bench = new PipelineBench(options);
        try {
            Files.createDirectories(OUTPUT);
            bench.measure();
        } finally {
            bench.report();
        }
    }

    private void measure() throws IOException, InterruptedException, SQLException {
        System.out.printf(
                "Pipeline of %s on %d cores, Java %s%n",
                options.product(), Runtime.getRuntime().availableProcessors(), Runtime.version());
        ClientWarmUp.run();
        for (var start = 1; start <= STARTS; start++) {
            figures.group("Start " + start + " of " + options.product());
            try (var product = ChildProduct.start(options.product(), OUTPUT.resolve("up.log"))) {
                var env = env(product);
                try (var load = new ConversationLoad(simulator, env)) {
                    var first = new FirstCustomers(product, load, options.statuses()).measure();
                    if (first.disturbed() && start < STARTS) {
                        figures.note(
                                "The product prepares its next start; measured after another"
                                        + " start");
                        awaitBackground(product.programs());
                        continue;
                    }
                    addFirst(product, first);
                    measureWarm(product, load, env, first);
                    return;
                }
            }
        }
    }

    /** Settings by which webhooks are made and signed. */
    private UnaryOperator<String> env(ChildProduct product) {
        var secrets = product.env();
        var number = simulator.businessNumber();
        return name ->
                switch (name) {
                    case "TWILIO_WHATSAPP_NUMBER" -> number;
                    case "TWILIO_WEBHOOK_URL" -> ChildProduct.url("ingress") + "/whatsapp";
                    default -> secrets.apply(name);
                };
    }

    private void addFirst(ChildProduct product, FirstCustomers.Result first) {
        figures.group("At READY");
        figures.add("start.ready-seconds", "READY after", product.readySeconds(), " s", "15 s");
        new RestFigures(figures).addMemory("start", first.memory(), "at most 1300 MB");
        figures.group("The first 100 customers, at once");
        var cost = new CostFigures(figures, "first", first.measured());
        cost.addWaits("at most 4000 ms");
        figures.add(
                "first.answer-ms",
                "the first answer, beyond the quiet period",
                first.measured().answered().waits().millis(1)
                        - PacedLatency.quietPeriod(System.getenv()).toMillis(),
                " ms",
                "at most 1000 ms");
        cost.addAcknowledgements("");
        cost.addProcessorTime(Programs.PRODUCT, "");
        if (first.disturbed()) {
            figures.note("The product worked on something else beside the first customers");
        }
    }

    private void measureWarm(
            ChildProduct product,
            ConversationLoad load,
            UnaryOperator<String> env,
            FirstCustomers.Result first)
            throws IOException, InterruptedException, SQLException {
        try (var meters = new Meters(product.programs(), env, figures)) {
            var bench = new Workbench(options, figures, load, meters);
            warmUp(bench);
            awaitBackground(meters.programs());
            figures.group("The warm product at rest");
            var cost = new ProductCost(bench);
            var idle = cost.idle();
            var warm = cost.measure(idle);
            figures.ratio(
                    "ratio.first-cpu",
                    "CPU a conversation, first 100 customers ÷ warm",
                    first.measured().processorMillis(Programs.PRODUCT)
                            / warm.processorMillis(Programs.PRODUCT),
                    "");
            new PacedLatency(bench).measure();
            new Growth(bench).measure(idle);
            new StatementCost(bench, product.state().log("postgres")).measure();
            new RestFigures(figures).measureAfterWork(meters.programs(), options.idleAfter());
            new RestartRecovery(bench).measure();
            new BareLimit(bench, OUTPUT).measure(warm, env);
        }
    }

    /** The last third with status callbacks, so that their way is warm too. */
    private void warmUp(Workbench bench) throws InterruptedException {
        figures.group("Warm-up, %,d conversations".formatted(options.warmUp()));
        var told = options.warmUp() / 3;
        bench.saturate(Workbench.ingressPort(), options.warmUp() - told, options.statuses());
        if (told > 0) {
            bench.saturate(Workbench.ingressPort(), told, true);
        }
    }

    private void awaitBackground(Programs programs) throws InterruptedException {
        var deadline = System.nanoTime() + BACKGROUND_TIMEOUT.toNanos();
        while (!programs.backgroundJvms().isEmpty()) {
            if (System.nanoTime() > deadline) {
                figures.note(
                        "Another JVM of the product's is still at work after "
                                + BACKGROUND_TIMEOUT.toMinutes()
                                + " minutes; the figures contain it");
                return;
            }
            Thread.sleep(500);
        }
    }

    private void report() {
        figures.print();
        options.compareWith()
                .ifPresent(output -> {
                    System.out.println();
                    System.out.println("Compared with " + output + ": then, now, now ÷ then");
                    new RunComparison(RunComparison.read(output), figures.values())
                            .lines()
                            .forEach(System.out::println);
                });
    }
}
