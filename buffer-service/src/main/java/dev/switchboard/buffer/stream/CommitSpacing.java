package dev.switchboard.buffer.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * Spaces out the commits that processors ask for: a commit is of all partitions of a stream thread,
 * so the processors of a thread share it. Thread-safe.
 */
final class CommitSpacing {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final ThreadLocal<Instant> newest = ThreadLocal.withInitial(() -> Instant.MIN);

    /** Returns whether this thread may ask for a commit now; if not, it may a little later. */
    boolean tryAcquire(Instant now) {
        var before = newest.get();
        // Before the newest: the clock was set back.
        var isFree = now.isBefore(before) || !now.minus(INTERVAL).isBefore(before);
        if (isFree) {
            newest.set(now);
        }
        return isFree;
    }
}
