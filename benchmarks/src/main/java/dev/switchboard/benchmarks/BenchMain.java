package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.pipeline.MeasurementException;
import dev.switchboard.benchmarks.pipeline.PipelineBench;
import dev.switchboard.localstack.process.ConsoleLog;
import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.LocalStackBuilder;
import dev.switchboard.localstack.supervisor.StackPorts;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs every bench on a product of its own and prints the figures beside their aims. The pipeline
 * has options and fixed ports and runs alone; the others run on free ports.
 */
public final class BenchMain {
    private static final Path STATE = Path.of("benchmarks", "target", "product");

    private static final Set<String> ALL =
            new TreeSet<>(
                    Set.of(
                            "ingress",
                            "latency",
                            "in-flight",
                            "buffer-recovery",
                            "consumer-group",
                            "ai"));
    private static final String PIPELINE = "pipeline";
    private static final Map<String, String> NO_QUIET_PERIOD =
            Map.of("BURST_QUIET_PERIOD", "PT0.001S");

    private BenchMain() {}

    /**
     * @param arguments which benches to run: {@code ingress}, {@code latency}, {@code in-flight},
     *     {@code buffer-recovery}, {@code consumer-group}, {@code ai}; all these where none is
     *     named; or {@code pipeline} with its options
     */
    public static void main(String[] arguments) throws Exception {
        ConsoleLog.warningsOnly();
        if (arguments.length > 0 && arguments[0].equals(PIPELINE)) {
            runPipeline(List.of(arguments).subList(1, arguments.length));
            return;
        }
        var wanted = arguments.length == 0 ? ALL : new TreeSet<>(List.of(arguments));
        if (!ALL.containsAll(wanted)) {
            System.err.println(
                    "bench takes any of "
                            + String.join(", ", ALL)
                            + ", or pipeline with its options and nothing else");
            System.exit(2);
        }
        print(
                "Switchboard bench on %d cores, Java %s"
                        .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version()));
        if (wanted.contains("ingress")) {
            try (var stack = product().programs("kafka", "redis", "ingress").start()) {
                new IngressBench(stack).run();
            }
        }
        if (wanted.contains("buffer-recovery")) {
            try (var stack =
                    product()
                            .programs("kafka", "redis", "buffer")
                            .environment(NO_QUIET_PERIOD)
                            .frequentRestarts()
                            .start()) {
                new BufferRecoveryBench(stack).run();
            }
        }
        if (wanted.contains("consumer-group")) {
            try (var stack = product().programs("kafka").start()) {
                new ConsumerGroupBench(stack).run();
            }
        }
        if (wanted.contains("ai")) {
            runAi();
        }
        if (wanted.contains("latency") || wanted.contains("in-flight")) {
            try (var stack = product().environment(NO_QUIET_PERIOD).start()) {
                runWholeProduct(stack, wanted);
            }
        }
    }

    private static void runAi() throws Exception {
        try (var stack = product().programs("simulator").start()) {
            new AiBench(stack).run();
        }
        try (var stack =
                product()
                        .programs(
                                "kafka", "postgres", "redis", "simulator", "ai-worker", "operator")
                        .start()) {
            new HotReloadBench(stack).run();
        }
        try (var stack = product().environment(NO_QUIET_PERIOD).start()) {
            new FallbackBench(stack).run();
        }
    }

    private static void runPipeline(List<String> options) throws Exception {
        try {
            PipelineBench.run(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (MeasurementException e) {
            System.err.println("bench pipeline: " + e.getMessage());
            System.exit(1);
        } catch (UncheckedIOException e) {
            System.err.println(
                    "bench pipeline: a program of the product is out of reach ("
                            + e.getMessage()
                            + "); its output is in benchmarks/target/pipeline/up.log");
            System.exit(1);
        }
    }

    private static void runWholeProduct(LocalStack stack, Set<String> wanted) throws Exception {
        if (wanted.contains("latency")) {
            new LatencyBench(stack).run();
        }
        if (wanted.contains("in-flight")) {
            new InFlightBench(stack).run();
        }
    }

    private static LocalStackBuilder product() {
        return LocalStack.builder(Path.of("."), STATE)
                .ports(StackPorts.free())
                .setting("ingress", "TWILIO_CATCH_UP_INTERVAL", "PT0S")
                .fresh();
    }

    static void print(String line) {
        System.out.println(line);
    }

    static void figure(String name, String value, String aim) {
        System.out.printf(Locale.ROOT, "  %-58s %16s   aim: %s%n", name, value, aim);
    }
}
