package dev.switchboard.localstack.supervisor;

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
import java.util.function.Supplier;

/**
 * The product as processes on this machine. Closing it stops them in order and leaves nothing
 * running; so does the end of this JVM, however it comes. Safe for use by several threads.
 */
public final class LocalStack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Each step is started together once the one before it is ready; stopped the other way round.
     */
    private static final List<List<String>> STEPS =
            List.of(
                    List.of("postgres", "redis", "kafka"),
                    List.of("simulator"),
                    List.of("ingress", "buffer", "ai-worker", "outbound", "operator"));

    private final Parts parts;
    private final StateDirectory state;
    private final StackPorts ports;
    private final StackSettings settings;
    private final StackReport report;
    private final Supplier<RestartBudget> budgets;
    private final StackLock lock;
    private final Map<String, StackPart> running =
            Collections.synchronizedMap(new LinkedHashMap<>());

    LocalStack(
            Parts parts,
            StateDirectory state,
            StackPorts ports,
            StackSettings settings,
            StackReport report,
            Supplier<RestartBudget> budgets,
            StackLock lock) {
        this.parts = parts;
        this.state = state;
        this.ports = ports;
        this.settings = settings;
        this.report = report;
        this.budgets = budgets;
        this.lock = lock;
    }

    /**
     * @param product the directory that holds the built modules
     * @param stateDirectory created when missing; the stack keeps all it has in there
     */
    public static LocalStackBuilder builder(Path product, Path stateDirectory) {
        return new LocalStackBuilder(product, stateDirectory);
    }

    /** Every part there is, in the order in which they start. */
    public static List<String> allParts() {
        return STEPS.stream().flatMap(List::stream).toList();
    }

    /** A part by its name, running or not. */
    public StackPart part(String name) {
        StackPart part = running.get(name);
        if (part == null) {
            throw new StackException("This stack has no part called " + name);
        }
        return part;
    }

    /** The value of a setting, as the stack's programs see it. */
    public String env(String name) {
        return settings.get(name);
    }

    /** Where a part that speaks HTTP is found, without a slash at the end. */
    public String url(String part) {
        return "http://127.0.0.1:" + ports.of(part);
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
     * @param name what the instance is called: its pid file, its log, its place in {@link #part}
     * @param ownSettings put over the stack's settings
     */
    public StackPart startAnother(
            String kind, String name, int port, Map<String, String> ownSettings) {
        StackPart another =
                new StackPart(
                        parts.service(kind, name, port, ownSettings), state, report, budgets.get());
        running.put(name, another);
        another.start();
        return another;
    }

    void prepare(Set<String> names, Map<String, Map<String, String>> ownSettings) {
        for (String name : allParts()) {
            if (names.contains(name)) {
                Map<String, String> own = ownSettings.getOrDefault(name, Map.of());
                running.put(
                        name, new StackPart(parts.part(name, own), state, report, budgets.get()));
            }
        }
    }

    void start() {
        for (List<String> step : STEPS) {
            inParallel(step, this::startAndAwait);
        }
    }

    /**
     * Stops the services, then the simulator, then Kafka, Redis and PostgreSQL; does nothing the
     * second time.
     */
    @Override
    public void close() {
        List<StackPart> all = List.copyOf(running.values());
        all.forEach(StackPart::retire);
        List<String> backing = List.of("kafka", "redis", "postgres");
        List<String> first =
                all.stream()
                        .map(StackPart::name)
                        .filter(name -> !backing.contains(name) && !name.equals("simulator"))
                        .toList();
        inParallel(first, StackPart::stop);
        inParallel(List.of("simulator"), StackPart::stop);
        backing.forEach(name -> inParallel(List.of(name), StackPart::stop));
        lock.close();
    }

    private void startAndAwait(StackPart part) {
        long begin = System.nanoTime();
        part.start();
        part.awaitReady(PATIENCE);
        report.ready(part.name(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void inParallel(List<String> names, Consumer<StackPart> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> results = new ArrayList<>();
            for (String name : names) {
                StackPart part = running.get(name);
                if (part != null) {
                    results.add(threads.submit(() -> action.accept(part)));
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
