package dev.switchboard.benchmarks;

import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Measures what it costs customers that the first profile of the chain is overloaded for a minute,
 * and how soon it is in use again once it answers.
 */
final class FallbackBench {
    private static final int PER_SECOND = 10;
    private static final int WARM_UP = 600;
    private static final int CUSTOMERS = 600;
    private static final int MAX_REQUESTS = 30;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final LocalStack stack;
    private final SimulatorCalls simulator;
    private final PacedCustomers customers;

    FallbackBench(LocalStack stack) {
        this.stack = stack;
        simulator = new SimulatorCalls(stack.url("simulator"));
        customers = new PacedCustomers(stack, simulator);
    }

    void run() throws IOException, InterruptedException {
        simulator.modelAnswersAfter(Duration.ZERO);
        var _ = customers.answered(WARM_UP, PER_SECOND);
        var before = customers.answered(CUSTOMERS, PER_SECOND).getValueAtPercentile(99);
        try (var first = new OtherModel()) {
            var profile =
                    new OperatorApi(stack)
                            .create(
                                    "ai-profiles",
                                    Map.of(
                                            "name",
                                            "first",
                                            "provider",
                                            "custom",
                                            "model",
                                            "other",
                                            "baseUrl",
                                            first.baseUrl()));
            OperatorApi.awaitInForce(List.of(new SimulatorCalls(stack.url("ai-worker"))), profile);
            var during = customers.answered(CUSTOMERS, PER_SECOND).getValueAtPercentile(99);
            var refused = first.refused();
            var secondsUntilUsed = secondsUntilUsed(first);
            report(during - before, refused, secondsUntilUsed);
        }
    }

    private double secondsUntilUsed(OtherModel first) throws InterruptedException {
        first.mend();
        var begin = System.nanoTime();
        while (first.answered() == 0) {
            if (System.nanoTime() - begin > TIMEOUT.toNanos()) {
                throw new IllegalStateException("the first profile is not used again");
            }
            var _ = customers.answered(1, PER_SECOND);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void report(long addedMillis, int refused, double secondsUntilUsed) {
        BenchMain.print(
                "The first profile overloaded, the built-in one answers (%d customers, %d a second, all answered)"
                        .formatted(CUSTOMERS, PER_SECOND));
        BenchMain.figure("added to p99", addedMillis + " ms", "at most 1000 ms");
        BenchMain.figure(
                "requests to the first", Integer.toString(refused), "at most " + MAX_REQUESTS);
        BenchMain.figure("in use again after", "%.1f s".formatted(secondsUntilUsed), "at most 6 s");
    }
}
