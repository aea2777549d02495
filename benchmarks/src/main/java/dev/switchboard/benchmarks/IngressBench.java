package dev.switchboard.benchmarks;

import dev.switchboard.benchmarks.load.SignedWebhook;
import dev.switchboard.benchmarks.load.WebhookClient;
import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * Measures the webhooks accepted a second (signed, acknowledged by Kafka) beside a bare handler
 * under the same load.
 */
final class IngressBench {
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 5;
    private static final int CUSTOMERS = 2_000;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration BARE_START_TIMEOUT = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final int ingressPort;
    private final int barePort;

    IngressBench(LocalStack stack) {
        this.stack = stack;
        this.ingressPort = stack.ports().of("ingress");
        this.barePort = TcpPorts.free();
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        var bare = startBareHandler();
        try (var client = new WebhookClient(CONNECTIONS)) {
            var load = new Load(client, webhooks());
            load.perSecond(ingressPort, WARM_UP);
            load.perSecond(barePort, WARM_UP);
            var ingress = new ArrayList<Double>();
            var reference = new ArrayList<Double>();
            for (var round = 0; round < ROUNDS; round++) {
                ingress.add(load.perSecond(ingressPort, ROUND));
                reference.add(load.perSecond(barePort, ROUND));
            }
            report(median(ingress), median(reference));
        } finally {
            bare.destroyForcibly().waitFor();
        }
    }

    private Process startBareHandler() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                JavaCommand.ofMain(
                                        BareHandlerMain.class.getName(),
                                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                                        List.of(
                                                Integer.toString(barePort),
                                                "127.0.0.1:" + stack.ports().of("kafka"))))
                        .redirectErrorStream(true)
                        .redirectOutput(new File("benchmarks/target/bare-handler.log"))
                        .start();
        var deadline = System.nanoTime() + BARE_START_TIMEOUT.toNanos();
        while (!TcpPorts.inUse(barePort)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the bare handler did not start, see benchmarks/target/bare-handler.log");
            }
            Thread.sleep(50);
        }
        return process;
    }

    /**
     * Signed beforehand, so that the load costs both sides the same. Each is a message of its own.
     */
    private List<SignedWebhook> webhooks() {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(number ->
                        SignedWebhook.from(
                                "+1555%07d".formatted(number),
                                "Where is my order number " + number + "?",
                                stack::env))
                .toList();
    }

    private static void report(double ingress, double bare) {
        BenchMain.print(
                "Webhooks accepted a second (%d connections, median of %d rounds of %d s, interleaved)"
                        .formatted(CONNECTIONS, ROUNDS, ROUND.toSeconds()));
        BenchMain.figure("ingress: signature, parsing, acks=all", perSecond(ingress), "-");
        BenchMain.figure("bare Vert.x handler that only sends to Kafka", perSecond(bare), "-");
        BenchMain.figure("ratio", "%.2f".formatted(ingress / bare), "at least 0.60");
    }

    private static String perSecond(double figure) {
        return String.format(Locale.ROOT, "%,.0f/s", figure);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted(Comparator.naturalOrder()).toList().get(figures.size() / 2);
    }
}
