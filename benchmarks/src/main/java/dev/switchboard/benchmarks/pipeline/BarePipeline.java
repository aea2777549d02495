package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.process.TcpPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The two processes of the bare pipeline, on the product's own Kafka and PostgreSQL. */
final class BarePipeline implements AutoCloseable {
    static final String FRONT = "bare-front";
    static final String BACK = "bare-back";

    /** Programs whose processor time is the bare pipeline's. */
    static final List<String> PROGRAMS = List.of(FRONT, BACK, "kafka", "postgres");

    private static final int START_TIMEOUT_SECONDS = 90;

    private final BareSettings settings;
    private final Path logs;
    private final int port = TcpPorts.free();
    private final Map<String, Process> processes = new HashMap<>();

    /**
     * @param logs directory for what the processes print
     */
    BarePipeline(BareSettings settings, Path logs) {
        this.settings = settings;
        this.logs = logs;
    }

    /** Returns once webhooks can be posted to its port. */
    void start(DatabaseConnection database, Programs programs)
            throws IOException, InterruptedException {
        database.execute(BarePipelineMain.TABLE);
        createTopics();
        for (var process :
                List.of(List.of(BACK, "back"), List.of(FRONT, "front", Integer.toString(port)))) {
            var name = process.getFirst();
            var started = start(name, process.subList(1, process.size()));
            processes.put(name, started);
            awaitReady(name, started.inputReader());
            programs.add(name, started.pid());
        }
    }

    int port() {
        return port;
    }

    private void createTopics() throws InterruptedException {
        var topics = new ArrayList<NewTopic>();
        for (var name :
                List.of(
                        BarePipelineMain.INBOUND,
                        BarePipelineMain.TURNS,
                        BarePipelineMain.REPLIES)) {
            topics.add(new NewTopic(name, BarePipelineMain.LOOPS, (short) 1));
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", settings.kafka()))) {
            admin.createTopics(topics).all().get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new MeasurementException("the bare pipeline's topics are not created", e);
        }
    }

    private Process start(String name, List<String> arguments) throws IOException {
        var process =
                new ProcessBuilder(
                                JavaCommand.ofMain(
                                        BarePipelineMain.class.getName(),
                                        List.of(
                                                "-Xmx192m",
                                                "-XX:+UseSerialGC",
                                                "-Dhttp.maxConnections=64"),
                                        arguments))
                        .redirectError(logs.resolve(name + ".log").toFile());
        process.environment().putAll(settings.toEnvironment());
        return process.start();
    }

    private void awaitReady(String name, BufferedReader output) throws InterruptedException {
        var ready =
                CompletableFuture.supplyAsync(
                        () -> output.lines().anyMatch(BarePipelineMain.READY::equals));
        try {
            if (ready.get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new MeasurementException(name + " did not start, see " + logs, e);
        }
        throw new MeasurementException(name + " ended before it was ready, see " + logs);
    }

    @Override
    public void close() throws InterruptedException {
        for (var process : processes.values()) {
            process.destroyForcibly().waitFor(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
