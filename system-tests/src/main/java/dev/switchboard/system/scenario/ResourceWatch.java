package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.world.Heap;
import dev.switchboard.system.world.ProcessStats;
import dev.switchboard.system.world.World;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Watches every service's memory, threads and work in lanes from outside, and measures its heap on
 * demand. A full heap ends the program ({@code ExitOnOutOfMemoryError}), which shows in a new
 * process id.
 */
final class ResourceWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Largest heap of a service, and as much again for the rest of its memory. */
    private static final long MAX_MEGABYTES = 1024;

    private static final long MAX_THREADS = 300;

    /** Maximum of the lanes of a service, by the defaults of its settings. */
    private static final long MAX_IN_LANES = 1_000;

    /** Share of live heap above which a program is about to end. */
    private static final double MAX_HEAP_SHARE = 0.75;

    /** Memory that caches and the first work of a process may retain after the end. */
    private static final long MAX_RETAINED_MEGABYTES = 64;

    private final World world;
    private final Map<String, ProcessStats> initialStats = new TreeMap<>();
    private final Map<String, ProcessStats> maxStats = new TreeMap<>();
    private final Map<String, Long> inLanes = new TreeMap<>();
    private final Map<String, List<Heap>> heaps = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopping;

    private ResourceWatch(World world) {
        this.world = world;
        world.serviceInstances().forEach(name -> initialStats.put(name, world.processStats(name)));
        this.thread = Thread.ofPlatform().daemon().name("growth").start(this::follow);
    }

    static ResourceWatch watch(World world) {
        return new ResourceWatch(world);
    }

    /** Measures the live heaps; the first and the last time, nothing is in flight. */
    void measureHeaps() {
        initialStats
                .keySet()
                .forEach(name ->
                        heaps.computeIfAbsent(name, _ -> new ArrayList<>()).add(world.heap(name)));
    }

    void stop() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Call after {@link #stop}. */
    Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        maxStats.forEach((name, vitals) ->
                figures.put(
                        name + ", before/max: memory, threads",
                        "%d/%d MB, %d/%d"
                                .formatted(
                                        initial(name).megabytes(),
                                        vitals.megabytes(),
                                        initial(name).threads(),
                                        vitals.threads())));
        heaps.forEach((name, measured) ->
                figures.put(
                        name + ", live heap whenever measured",
                        measured.stream().map(Heap::usedMegabytes).toList()
                                + " of "
                                + measured.getLast().maxMegabytes()
                                + " MB"));
        figures.put("max in lanes", inLanes);
        return figures;
    }

    /** Call after {@link #stop}. */
    List<Violation> violations() {
        maxStats.forEach((name, vitals) -> {
            if (vitals.megabytes() > MAX_MEGABYTES || vitals.threads() > MAX_THREADS) {
                violations.add(violation(name, vitals.toString()));
            }
            if (world.processStats(name).pid() != initial(name).pid()) {
                violations.add(violation(name, "it has been started anew"));
            }
        });
        inLanes.forEach((name, count) -> {
            if (count > MAX_IN_LANES) {
                violations.add(violation(name, count + " in its lanes"));
            }
        });
        heaps.forEach((name, measured) -> violations.addAll(heapViolations(name, measured)));
        return violations;
    }

    /** Violations in the measurements of one heap, of which the last is after the end. */
    static List<Violation> heapViolations(String name, List<Heap> measured) {
        var found = new ArrayList<Violation>();
        for (var heap : measured) {
            if (heap.usedMegabytes() > heap.maxMegabytes() * MAX_HEAP_SHARE) {
                found.add(violation(name, "its heap is full: " + heap));
            }
        }
        var retained = measured.getLast().usedMegabytes() - measured.getFirst().usedMegabytes();
        if (retained > MAX_RETAINED_MEGABYTES) {
            found.add(violation(name, "its heap keeps %d MB".formatted(retained)));
        }
        return found;
    }

    private ProcessStats initial(String name) {
        return Objects.requireNonNull(initialStats.get(name));
    }

    private static Violation violation(String name, String description) {
        return new Violation("NothingGrows", name, description);
    }

    private void follow() {
        try {
            while (!stopping) {
                initialStats.keySet().forEach(this::sample);
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample(String name) {
        maxStats.merge(name, world.processStats(name), ResourceWatch::larger);
        try {
            var now = world.metrics(name).max("switchboard_lanes_in_flight", "topic=");
            inLanes.merge(name, now, Math::max);
        } catch (UncheckedIOException silent) {
            // It has ended, which its process id shows, or it is too busy for this second.
        }
    }

    private static ProcessStats larger(ProcessStats one, ProcessStats other) {
        return new ProcessStats(
                other.pid(),
                Math.max(one.megabytes(), other.megabytes()),
                Math.max(one.threads(), other.threads()));
    }

    @Override
    public void close() {
        stop();
    }
}
