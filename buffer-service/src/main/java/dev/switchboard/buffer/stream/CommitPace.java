package dev.switchboard.buffer.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the commits that are requested because a turn waits for one. A commit is of all tasks of a
 * stream thread and costs a marker in each partition that they wrote to, so it is counted by
 * thread: under load many turns share one. Safe for use by many threads.
 */
final class CommitPace {
    static final Duration MIN_INTERVAL = Duration.ofMillis(30);

    private final Map<String, Instant> lastByThread = new ConcurrentHashMap<>();

    /** Time from which the calling thread may request a commit. */
    Instant next() {
        var last = lastByThread.get(Thread.currentThread().getName());
        return last == null ? Instant.MIN : last.plus(MIN_INTERVAL);
    }

    /** Returns whether the calling thread may request a commit now; if not, it asks again later. */
    boolean tryRequest(Instant now) {
        var thread = Thread.currentThread().getName();
        var last = lastByThread.getOrDefault(thread, Instant.MIN);
        if (!now.isBefore(last) && now.isBefore(last.plus(MIN_INTERVAL))) {
            return false;
        }
        lastByThread.put(thread, now);
        return true;
    }
}
