package dev.switchboard.chassis.failure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stops requests to a provider that fails several times in a row: each further one would only fail
 * too, or leave another unknown outcome. After a pause one request goes ahead of the others to see;
 * each that fails may double the pause. Safe for use by many threads.
 */
public final class Breaker {
    private final int failuresToStop;
    private final Duration firstPause;
    private final Duration longestPause;
    private final InstantSource clock;
    private Duration pause;
    private int failuresInARow;
    private boolean oneIsAhead;
    private Instant stoppedUntil = Instant.MIN;

    /**
     * @param failuresToStop how many failures in a row stop the requests
     * @param pause how long they stay stopped before one is tried
     */
    public Breaker(int failuresToStop, Duration pause, InstantSource clock) {
        this(failuresToStop, pause, pause, clock);
    }

    /**
     * @param failuresToStop how many failures in a row stop the requests
     * @param firstPause how long they stay stopped before one is tried
     * @param longestPause up to which the pause doubles each time that one fails too
     */
    public Breaker(
            int failuresToStop, Duration firstPause, Duration longestPause, InstantSource clock) {
        if (failuresToStop < 1) {
            throw new IllegalArgumentException("failures to stop: " + failuresToStop);
        }
        this.failuresToStop = failuresToStop;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.clock = clock;
        this.pause = firstPause;
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
        oneIsAhead = true;
        return Duration.ZERO;
    }

    public synchronized void succeeded() {
        failuresInARow = 0;
        oneIsAhead = false;
        pause = firstPause;
    }

    public synchronized void failed() {
        failuresInARow++;
        if (oneIsAhead) {
            oneIsAhead = false;
            var doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
        stoppedUntil = clock.instant().plus(pause);
    }

    public synchronized boolean hasStopped() {
        return failuresInARow >= failuresToStop;
    }
}
