package dev.switchboard.buffer.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The time at which each task of a stream thread has something to do though no record comes. Tasks
 * and the poll of a stream share a thread, so times are kept by thread. Safe for use by many
 * threads.
 */
final class WakeTimes {
    private final Map<String, Map<Integer, Instant>> byThread = new ConcurrentHashMap<>();
    private final InstantSource clock;

    WakeTimes(InstantSource clock) {
        this.clock = clock;
    }

    /** Sets the time of a task of the calling thread. */
    void set(int partition, Instant at) {
        ofThisThread().put(partition, at);
    }

    /** Removes a task of the calling thread that waits for records only. */
    void remove(int partition) {
        ofThisThread().remove(partition);
    }

    /**
     * Returns the time until the calling thread's next task, at most {@code limit}: whole
     * milliseconds, as a poll's, and none too few.
     */
    Duration untilNext(Duration limit) {
        var now = clock.instant();
        var until = limit;
        for (var at : ofThisThread().values()) {
            var wait = Duration.between(now, at);
            until = wait.compareTo(until) < 0 ? wait : until;
        }
        return until.isPositive() ? roundedUp(until) : Duration.ZERO;
    }

    private static Duration roundedUp(Duration time) {
        return time.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    private Map<Integer, Instant> ofThisThread() {
        return byThread.computeIfAbsent(Thread.currentThread().getName(), _ -> new HashMap<>());
    }
}
