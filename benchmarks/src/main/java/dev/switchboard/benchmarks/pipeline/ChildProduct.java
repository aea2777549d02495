package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.localstack.process.TcpPorts;
import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.localstack.supervisor.StackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * A checkout's own {@code ./switchboard up --fresh} as a child process, on the fixed ports. Closing
 * it stops the product and leaves the checkout's state as it was.
 */
final class ChildProduct implements AutoCloseable {
    static final StackPorts PORTS = StackPorts.standard();

    /** Long enough for a checkout that has to be built first. */
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(15);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(90);

    private final Process process;
    private final LocalState state;
    private final Thread closing = new Thread(this::close, "stop the product");
    private final AtomicBoolean closed = new AtomicBoolean();
    private final double readySeconds;

    private ChildProduct(Path directory, Path log) throws IOException, InterruptedException {
        this.state = new LocalState(directory);
        state.putAside();
        var up =
                new ProcessBuilder("./switchboard", "up", "--fresh")
                        .directory(directory.toFile())
                        .redirectErrorStream(true);
        up.environment().putAll(settings(System.getenv()));
        this.process = up.start();
        Runtime.getRuntime().addShutdownHook(closing);
        var output = new ProductOutput(log);
        output.follow(process);
        try {
            this.readySeconds = output.awaitReady(READY_TIMEOUT);
        } catch (MeasurementException e) {
            close();
            throw e;
        }
    }

    /**
     * Returns as soon as the product says that it is ready.
     *
     * @param log file for what it prints
     */
    static ChildProduct start(Path directory, Path log) throws IOException, InterruptedException {
        if (!Files.isExecutable(directory.resolve("switchboard"))) {
            throw new MeasurementException(
                    directory + " is no checkout of Switchboard: it has no script ./switchboard");
        }
        if (Files.exists(directory.resolve(".env"))) {
            throw new MeasurementException(
                    directory.resolve(".env")
                            + " would change what is measured; move it away while the bench runs");
        }
        refusePortsInUse();
        return new ChildProduct(directory, log);
    }

    private static void refusePortsInUse() {
        var taken =
                LocalStack.allPrograms().stream()
                        .filter(program -> TcpPorts.inUse(PORTS.of(program)))
                        .map(program -> PORTS.of(program) + " (" + program + ")")
                        .toList();
        if (!taken.isEmpty()) {
            throw new MeasurementException(
                    "another program uses port " + String.join(", ", taken) + "; stop it first");
        }
    }

    /**
     * Settings beyond the defaults: nothing leaves this machine, and the limits that the providers
     * set to a business number do not count, by their present and former names.
     */
    static Map<String, String> settings(Map<String, String> given) {
        var settings = new HashMap<String, String>();
        for (var limit : new String[] {"RATE_LIMIT_TWILIO_PER_SECOND", "PACE_TWILIO_PER_SECOND"}) {
            settings.put(limit, given.getOrDefault(limit, "10000"));
        }
        settings.put("TWILIO_BASE_URL", url("simulator"));
        settings.put("WHATSAPP_GRAPH_BASE_URL", url("simulator"));
        settings.put("AI_BASE_URL", url("simulator") + "/v1beta");
        settings.put("GOOGLE_API_KEY", "simulated");
        if (given.containsKey("AI_API_KEY")) {
            settings.put("AI_API_KEY", "simulated");
        }
        return settings;
    }

    static String url(String program) {
        return "http://127.0.0.1:" + PORTS.of(program);
    }

    double readySeconds() {
        return readySeconds;
    }

    LocalState state() {
        return state;
    }

    /** Settings that the programs were started with. */
    UnaryOperator<String> env() {
        return state.secrets();
    }

    Programs programs() {
        return new Programs(state.root(), process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        process.destroy();
        if (endsWithin(STOP_TIMEOUT)) {
            state.putBack();
        } else {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            System.err.println(
                    "! the product did not stop within %d s and was killed"
                            .formatted(STOP_TIMEOUT.toSeconds()));
        }
    }

    private boolean endsWithin(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
