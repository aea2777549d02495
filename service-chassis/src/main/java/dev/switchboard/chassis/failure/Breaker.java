package dev.switchboard.chassis.failure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stops requests to a provider that fails several times in a row: each further one would only fail
 * too, or leave another unknown outcome. After a pause one request goes ahead of the others to see.
 * Safe for use by many threads.
 */
public final class Breaker {
    private final int failuresToStop;
    private final Duration pause;
    private final InstantSource clock;
    private int failuresInARow;
    private Instant stoppedUntil = Instant.MIN;

    /**
     * @param failuresToStop how many failures in a row stop the requests
     * @param pause how long they stay stopped before one is tried
     */
    public Breaker(int failuresToStop, Duration pause, InstantSource clock) {
        if (failuresToStop < 1) {
            throw new IllegalArgumentException("failures to stop: " + failuresToStop);
        }
        this.failuresToStop = failuresToStop;
        this.pause = pause;
        this.clock = clock;
    }

    /** Zero where the caller may go ahead now; otherwise how long to wait before asking again. */
    public synchronized Duration waitBeforeNext() {
        if (!hasStopped()) {
            return Duration.ZERO;
        }
        var now = clock.instant();
        if (now.isBefore(stoppedUntil)) {
            return Duration.between(now, stoppedUntil);
        }
        // The caller goes ahead; the others wait for what becomes of it, or for another pause.
        stoppedUntil = now.plus(pause);
        return Duration.ZERO;
    }

    public synchronized void succeeded() {
        failuresInARow = 0;
    }

    public synchronized void failed() {
        failuresInARow++;
        stoppedUntil = clock.instant().plus(pause);
    }

    public synchronized boolean hasStopped() {
        return failuresInARow >= failuresToStop;
    }
}
