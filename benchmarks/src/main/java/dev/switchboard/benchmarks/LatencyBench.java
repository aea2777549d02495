package dev.switchboard.benchmarks;

import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.time.Duration;
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

    private final LocalStack stack;

    LatencyBench(LocalStack stack) {
        this.stack = stack;
    }

    void run() throws IOException, InterruptedException {
        var simulator = new SimulatorCalls(stack.url("simulator"));
        simulator.modelAnswersAfter(Duration.ZERO);
        var customers = new PacedCustomers(stack, simulator);
        var _ = customers.answered(WARM_UP, WARM_UP_PER_SECOND);
        report(customers.answered(MEASURED, PER_SECOND));
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
