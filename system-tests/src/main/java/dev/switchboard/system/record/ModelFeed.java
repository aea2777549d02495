package dev.switchboard.system.record;

import dev.switchboard.system.world.Simulator;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Follows the simulator's record of model calls in a thread of its own, from the present on. Safe
 * for use by several threads.
 */
public final class ModelFeed implements AutoCloseable {
    private static final int PAGE = 500;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Simulator simulator;
    private final TreeMap<Long, ModelCall> calls = new TreeMap<>();
    private final Map<String, ModelCall> newest = new HashMap<>();
    private final Thread reader;
    private long settled;
    private volatile boolean closed;

    private ModelFeed(Simulator simulator) {
        this.simulator = simulator;
        this.settled = simulator.about().get("modelCalls").asLong();
        this.reader = Thread.ofPlatform().daemon().name("model feed").start(this::follow);
    }

    public static ModelFeed follow(Simulator simulator) {
        return new ModelFeed(simulator);
    }

    /** What the model has been asked until now, in order. */
    public synchronized List<ModelCall> all() {
        return List.copyOf(calls.values());
    }

    /** Waits for a call that knows the message; the newest one, or empty when the time is up. */
    public synchronized Optional<ModelCall> awaitCall(String marker, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!newest.containsKey(marker)) {
                var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return Optional.empty();
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(newest.get(marker));
    }

    private void follow() {
        try {
            while (!closed) {
                readOn();
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads again from the oldest call that was open. */
    private void readOn() {
        var after = settledUpTo();
        int read;
        do {
            List<ModelCall> page;
            try {
                page = simulator.modelCalls(after, PAGE).stream().map(ModelCall::read).toList();
            } catch (UncheckedIOException busy) {
                return;
            }
            page.forEach(this::take);
            read = page.size();
            after = page.isEmpty() ? after : page.getLast().n();
        } while (read == PAGE);
        settle();
    }

    private synchronized long settledUpTo() {
        return settled;
    }

    private synchronized void take(ModelCall call) {
        calls.put(call.n(), call);
        call.markers().forEach(marker -> newest.put(marker, call));
    }

    private synchronized void settle() {
        for (var call = calls.get(settled + 1);
                call != null && !call.isOpen();
                call = calls.get(settled + 1)) {
            settled++;
        }
        notifyAll();
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
