package dev.switchboard.chassis.resilience;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Backoff that doubles from {@code initial} to {@code max}, each shortened by up to a quarter at
 * random.
 */
public record Backoff(Duration initial, Duration max) {
    private static final int MAX_DOUBLINGS = 30;

    public Backoff {
        if (initial.isNegative() || initial.isZero() || max.compareTo(initial) < 0) {
            throw new IllegalArgumentException("a backoff from " + initial + " to " + max);
        }
    }

    /**
     * @param attempt number of attempts that have failed, from 1
     */
    public Duration after(int attempt) {
        var doublings = Math.clamp(attempt - 1L, 0, MAX_DOUBLINGS);
        var full = Math.min((double) max.toNanos(), initial.toNanos() * (double) (1L << doublings));
        return Duration.ofNanos((long) (full * ThreadLocalRandom.current().nextDouble(0.75, 1.0)));
    }
}
