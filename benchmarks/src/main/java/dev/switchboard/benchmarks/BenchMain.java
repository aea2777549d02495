package dev.switchboard.benchmarks;

import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.LocalStackBuilder;
import dev.switchboard.localstack.supervisor.StackPorts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Runs every bench on a product of its own, on free ports, and prints what it found beside what is
 * aimed at.
 */
public final class BenchMain {
    private static final Path STATE = Path.of("benchmarks", "target", "product");

    private BenchMain() {}

    public static void main(String[] arguments) throws Exception {
        say(
                "Switchboard bench on %d cores, Java %s"
                        .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version()));
        try (var stack = product().parts("kafka", "redis", "ingress").start()) {
            new IngressBench(stack).run();
        }
        try (var stack = product().environment(Map.of("BURST_QUIET", "PT0.001S")).start()) {
            new LatencyBench(stack).run();
            new InFlightBench(stack).run();
        }
    }

    private static LocalStackBuilder product() {
        return LocalStack.builder(Path.of("."), STATE).ports(StackPorts.free()).fresh();
    }

    static void say(String line) {
        System.out.println(line);
    }

    static void figure(String name, String value, String aim) {
        System.out.printf(Locale.ROOT, "  %-58s %16s   aim: %s%n", name, value, aim);
    }
}
