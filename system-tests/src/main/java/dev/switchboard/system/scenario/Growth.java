package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.world.Vitals;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Watches memory and threads of every service from outside. A heap that is full ends its program
 * ({@code ExitOnOutOfMemoryError}), so a new process id tells of it.
 */
final class Growth implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The largest heap of a service and as much again for all that is beside it. */
    private static final long MOST_MEGABYTES = 1024;

    private static final long MOST_THREADS = 300;

    private final World world;
    private final Map<String, Vitals> first = new TreeMap<>();
    private final Map<String, Vitals> most = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopping;

    private Growth(World world) {
        this.world = world;
        world.serviceInstances().forEach(name -> first.put(name, world.vitals(name)));
        this.thread = Thread.ofPlatform().daemon().name("growth").start(this::follow);
    }

    static Growth watch(World world) {
        return new Growth(world);
    }

    void stop() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Call after {@link #stop}. */
    Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        most.forEach((name, vitals) ->
                figures.put(
                        name + ", memory before/most, threads before/most",
                        "%d/%d MB, %d/%d"
                                .formatted(
                                        before(name).megabytes(),
                                        vitals.megabytes(),
                                        before(name).threads(),
                                        vitals.threads())));
        return figures;
    }

    /** Call after {@link #stop}. */
    List<Violation> violations() {
        most.forEach((name, vitals) -> {
            if (vitals.megabytes() > MOST_MEGABYTES || vitals.threads() > MOST_THREADS) {
                violations.add(grew(name, vitals.toString()));
            }
            if (world.vitals(name).pid() != before(name).pid()) {
                violations.add(grew(name, "it has been started anew"));
            }
        });
        return violations;
    }

    private Vitals before(String name) {
        return Objects.requireNonNull(first.get(name));
    }

    private static Violation grew(String name, String what) {
        return new Violation("NothingGrows", name, what);
    }

    private void follow() {
        try {
            while (!stopping) {
                first.keySet()
                        .forEach(name -> most.merge(name, world.vitals(name), Growth::larger));
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Vitals larger(Vitals one, Vitals other) {
        return new Vitals(
                other.pid(),
                Math.max(one.megabytes(), other.megabytes()),
                Math.max(one.threads(), other.threads()));
    }

    @Override
    public void close() {
        stop();
    }
}
