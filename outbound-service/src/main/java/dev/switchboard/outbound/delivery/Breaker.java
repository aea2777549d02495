package dev.switchboard.outbound.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stops sends to a provider that fails several times in a row: each further one would only become
 * another part of unknown outcome. After a pause one send goes ahead of the others to see. Safe for
 * use by many threads.
 */
final class Breaker {
    private final int failuresToStop;
    private final Duration pause;
    private final InstantSource clock;
    private int failuresInARow;
    private Instant stoppedUntil = Instant.MIN;

    /**
     * @param failuresToStop how many failures in a row stop the sends
     * @param pause how long they stay stopped before one is tried
     */
    Breaker(int failuresToStop, Duration pause, InstantSource clock) {
        if (failuresToStop < 1) {
            throw new IllegalArgumentException("failures to stop: " + failuresToStop);
        }
        this.failuresToStop = failuresToStop;
        this.pause = pause;
        this.clock = clock;
    }

    /** Zero where the caller may send now; otherwise how long to wait before asking again. */
    synchronized Duration waitBeforeSend() {
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

    synchronized void succeeded() {
        failuresInARow = 0;
    }

    synchronized void failed() {
        failuresInARow++;
        stoppedUntil = clock.instant().plus(pause);
    }

    synchronized boolean hasStopped() {
        return failuresInARow >= failuresToStop;
    }
}
