package dev.switchboard.chassis.failure;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waiting times that double from {@code first} to {@code longest}, each shortened by up to a
 * quarter at random.
 */
public record Backoff(Duration first, Duration longest) {
    private static final int DOUBLINGS_AT_MOST = 30;

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff from " + first + " to " + longest);
        }
    }

    /**
     * @param attempt how many attempts have failed, from 1
     */
    public Duration after(int attempt) {
        var doublings = Math.clamp(attempt - 1L, 0, DOUBLINGS_AT_MOST);
        var full =
                Math.min((double) longest.toNanos(), first.toNanos() * (double) (1L << doublings));
        return Duration.ofNanos((long) (full * ThreadLocalRandom.current().nextDouble(0.75, 1.0)));
    }
}
