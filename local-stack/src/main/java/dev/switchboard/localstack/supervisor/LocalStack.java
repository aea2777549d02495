package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The product as processes on this machine. Closing it stops them in order and leaves nothing
 * running; so does the end of this JVM, also by {@code kill -9}. Safe for use by several threads.
 */
public final class LocalStack implements AutoCloseable {
    /**
     * Programs of one step start together once those of the step before are ready; they stop in
     * reverse order.
     */
    private static final List<List<String>> STEPS =
            List.of(
                    List.of("postgres", "redis", "kafka", "simulator"),
                    List.of("ingress", "buffer", "ai-worker", "outbound", "operator"));

    private final StackPrograms programs;
    private final StateDirectory state;
    private final StackPorts ports;
    private final StackSettings settings;
    private final Supervision supervision;
    private final StackLock lock;
    private final Map<String, SupervisedProgram> running =
            Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile @Nullable Process devMode;

    LocalStack(
            StackPrograms programs,
            StateDirectory state,
            StackPorts ports,
            StackSettings settings,
            Supervision supervision,
            StackLock lock) {
        this.programs = programs;
        this.state = state;
        this.ports = ports;
        this.settings = settings;
        this.supervision = supervision;
        this.lock = lock;
    }

    /**
     * @param product the directory that holds the built modules
     * @param stateDirectory created if missing; holds all files of the stack
     */
    public static LocalStackBuilder builder(Path product, Path stateDirectory) {
        return new LocalStackBuilder(product, stateDirectory);
    }

    /** All programs, in the order in which they start. */
    public static List<String> allPrograms() {
        return STEPS.stream().flatMap(List::stream).toList();
    }

    /** Program by its name, running or not. */
    public SupervisedProgram program(String name) {
        SupervisedProgram program = running.get(name);
        if (program == null) {
            throw new StackException("This stack has no program called " + name);
        }
        return program;
    }

    /** Value of a setting, as the stack's programs see it. */
    public String env(String name) {
        return settings.get(name);
    }

    /** Base URL of a program that serves HTTP, without a trailing slash. */
    public String url(String program) {
        return "http://127.0.0.1:" + ports.of(program);
    }

    public StackPorts ports() {
        return ports;
    }

    public StateDirectory state() {
        return state;
    }

    /**
     * Starts one more instance of a service and returns at once.
     *
     * @param name the instance's name, also of its pid file and log and in {@link #program}
     * @param ownSettings override the stack's settings
     */
    public SupervisedProgram startAnother(
            String kind, String name, int port, Map<String, String> ownSettings) {
        SupervisedProgram another = supervised(programs.service(kind, name, port, ownSettings));
        running.put(name, another);
        another.start();
        return another;
    }

    /**
     * Runs a service that this stack leaves out in Quarkus' dev mode, in this terminal and with the
     * settings that it would have here; it ends before the stack's programs do.
     */
    Process startInDevMode(String service) {
        try {
            Process started = programs.devMode(service).inheritIO().start();
            devMode = started;
            return started;
        } catch (IOException e) {
            throw new StackException(service + " could not be started: " + e.getMessage());
        }
    }

    void prepare(Set<String> names, Map<String, Map<String, String>> ownSettings) {
        for (String name : allPrograms()) {
            if (names.contains(name)) {
                Map<String, String> own = ownSettings.getOrDefault(name, Map.of());
                running.put(name, supervised(programs.program(name, own)));
            }
        }
    }

    private SupervisedProgram supervised(Program program) {
        return new SupervisedProgram(
                program, state, supervision.listener(), supervision.budgets().get());
    }

    void start() {
        for (List<String> step : STEPS) {
            inParallel(step, this::startAndAwait);
        }
    }

    /**
     * Stops the services, then the simulator, then Kafka, Redis and PostgreSQL; a second call does
     * nothing.
     */
    @Override
    public void close() {
        stopPrograms();
        lock.close();
    }

    /** Stops everything as {@link #close} does, and keeps the state directory locked. */
    void stopPrograms() {
        endDevMode();
        List<SupervisedProgram> all = List.copyOf(running.values());
        all.forEach(SupervisedProgram::retire);
        List<String> backing = List.of("kafka", "redis", "postgres");
        List<String> first =
                all.stream()
                        .map(SupervisedProgram::name)
                        .filter(name -> !backing.contains(name) && !name.equals("simulator"))
                        .toList();
        stop(first);
        stop(List.of("simulator"));
        backing.forEach(name -> stop(List.of(name)));
    }

    private void stop(List<String> names) {
        inParallel(names, program -> program.stop(supervision.stopTimeout()));
    }

    /** Ends the JVMs at once, without their recordings, and the rest as {@link #close} does. */
    void abort() {
        List<SupervisedProgram> all = List.copyOf(running.values());
        all.forEach(SupervisedProgram::retire);
        all.stream()
                .filter(program -> !List.of("redis", "postgres").contains(program.name()))
                .forEach(program -> program.stop(Duration.ZERO));
        close();
    }

    private void endDevMode() {
        Process running = devMode;
        if (running == null) {
            return;
        }
        try {
            running.destroy();
            if (!running.waitFor(SupervisedProgram.STOP_TIMEOUT)) {
                running.descendants().forEach(ProcessHandle::destroyForcibly);
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAndAwait(SupervisedProgram program) {
        long begin = System.nanoTime();
        program.start();
        program.awaitReady(supervision.readyTimeout());
        supervision.listener().ready(program.name(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void inParallel(List<String> names, Consumer<SupervisedProgram> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> results = new ArrayList<>();
            for (String name : names) {
                SupervisedProgram program = running.get(name);
                if (program != null) {
                    results.add(threads.submit(() -> action.accept(program)));
                }
            }
            results.forEach(LocalStack::await);
        }
    }

    private static void await(Future<?> result) {
        try {
            result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StackException known
                    ? known
                    : new StackException("The stack has a bug: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted");
        }
    }
}
