package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.world.Heap;
import dev.switchboard.system.world.Vitals;
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
 * Watches from outside what every service holds: its memory and threads, the work in its lanes, and
 * its heap whenever it is weighed. A heap that is full ends its program ({@code
 * ExitOnOutOfMemoryError}), so a new process id tells of it.
 */
final class Growth implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The largest heap of a service and as much again for all that is beside it. */
    private static final long MOST_MEGABYTES = 1024;

    private static final long MOST_THREADS = 300;

    /** What any lanes of a service may hold, by its settings' defaults. */
    private static final long MOST_IN_LANES = 1_000;

    /** With more of its heap in need a program is about to end. */
    private static final double MOST_OF_HEAP = 0.75;

    /** What caches and the first work of a process may keep when all is over. */
    private static final long MOST_KEPT_MEGABYTES = 64;

    private final World world;
    private final Map<String, Vitals> first = new TreeMap<>();
    private final Map<String, Vitals> most = new TreeMap<>();
    private final Map<String, Long> inLanes = new TreeMap<>();
    private final Map<String, List<Heap>> heaps = new TreeMap<>();
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

    /** Notes what each heap holds that is needed; the first and the last time all is calm. */
    void weigh() {
        first.keySet()
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
        most.forEach((name, vitals) ->
                figures.put(
                        name + ", before/most: memory, threads",
                        "%d/%d MB, %d/%d"
                                .formatted(
                                        before(name).megabytes(),
                                        vitals.megabytes(),
                                        before(name).threads(),
                                        vitals.threads())));
        heaps.forEach((name, weighed) ->
                figures.put(
                        name + ", heap in need whenever weighed",
                        weighed.stream().map(Heap::megabytes).toList()
                                + " of "
                                + weighed.getLast().most()
                                + " MB"));
        figures.put("most in lanes", inLanes);
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
        inLanes.forEach((name, count) -> {
            if (count > MOST_IN_LANES) {
                violations.add(grew(name, count + " in its lanes"));
            }
        });
        heaps.forEach((name, weighed) -> violations.addAll(growth(name, weighed)));
        return violations;
    }

    /** What the weighings of one heap tell, of which the last is after all is over. */
    static List<Violation> growth(String name, List<Heap> weighed) {
        var found = new ArrayList<Violation>();
        for (var heap : weighed) {
            if (heap.megabytes() > heap.most() * MOST_OF_HEAP) {
                found.add(grew(name, "its heap is full: " + heap));
            }
        }
        var kept = weighed.getLast().megabytes() - weighed.getFirst().megabytes();
        if (kept > MOST_KEPT_MEGABYTES) {
            found.add(grew(name, "its heap keeps %d MB".formatted(kept)));
        }
        return found;
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
                first.keySet().forEach(this::look);
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String name) {
        most.merge(name, world.vitals(name), Growth::larger);
        try {
            var now = world.metrics(name).largest("switchboard_lanes_in_flight", "topic=");
            inLanes.merge(name, now, Math::max);
        } catch (UncheckedIOException silent) {
            // It has ended, which its process id tells, or it is too busy for this second.
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
