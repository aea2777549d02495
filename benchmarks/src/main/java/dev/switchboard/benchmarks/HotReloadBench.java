package dev.switchboard.benchmarks;

import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/**
 * Measures the time from the request that changes a persona until the settings with it are in force
 * on both of two workers.
 */
final class HotReloadBench {
    private static final String PERSONAS = "personas";
    private static final int CHANGES = 100;
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    private final LocalStack stack;
    private final Histogram millis = new Histogram(READY_TIMEOUT.toMillis(), 3);

    HotReloadBench(LocalStack stack) {
        this.stack = stack;
    }

    void run() throws IOException, InterruptedException {
        var port = TcpPorts.free();
        stack.startAnother("ai-worker", "ai-worker-2", port, Map.of()).awaitReady(READY_TIMEOUT);
        var workers =
                List.of(
                        new SimulatorCalls(stack.url("ai-worker")),
                        new SimulatorCalls("http://127.0.0.1:" + port));
        var operator = new OperatorApi(stack);
        var persona = operator.create(PERSONAS, persona(0));
        for (var change = 1; change <= CHANGES; change++) {
            // Anywhere between two polls.
            Thread.sleep(ThreadLocalRandom.current().nextLong(1_000));
            var begin = System.nanoTime();
            persona = operator.change(PERSONAS, persona, persona(change));
            OperatorApi.awaitInForce(workers, persona);
            millis.recordValue(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        }
        report();
    }

    private static Map<String, String> persona(int number) {
        return Map.of("name", "bench", "prompt", "You are number %d. Be brief.".formatted(number));
    }

    private void report() {
        BenchMain.print("%d changes of a persona, two workers".formatted(CHANGES));
        BenchMain.figure("in force on both, p50", millis.getValueAtPercentile(50) + " ms", "-");
        BenchMain.figure("in force on both, max", millis.getMaxValue() + " ms", "at most 2000 ms");
    }
}
