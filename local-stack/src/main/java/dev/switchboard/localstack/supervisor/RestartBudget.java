package dev.switchboard.localstack.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Restart limit and backoff of a program that died. Not safe for use by several threads. */
final class RestartBudget {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int maxPerMinute;
    private final Duration initialBackoff;
    private final Duration maxBackoff;
    private final Deque<Instant> restarts = new ArrayDeque<>();

    RestartBudget(int maxPerMinute, Duration initialBackoff, Duration maxBackoff) {
        this.maxPerMinute = maxPerMinute;
        this.initialBackoff = initialBackoff;
        this.maxBackoff = maxBackoff;
    }

    static RestartBudget normal() {
        return new RestartBudget(6, Duration.ofMillis(200), WINDOW);
    }

    /** For programs that are killed on purpose, again and again. */
    static RestartBudget frequent() {
        return new RestartBudget(60, Duration.ofMillis(200), Duration.ofSeconds(1));
    }

    /** For programs that stay down. */
    static RestartBudget none() {
        return new RestartBudget(0, Duration.ZERO, Duration.ZERO);
    }

    /**
     * Backoff before the next start, doubled with each restart of the last minute up to the
     * maximum; empty when the restarts are used up.
     */
    Optional<Duration> nextBackoff(Instant now) {
        while (!restarts.isEmpty() && !restarts.getFirst().isAfter(now.minus(WINDOW))) {
            restarts.removeFirst();
        }
        if (restarts.size() >= maxPerMinute) {
            return Optional.empty();
        }
        Duration backoff = initialBackoff.multipliedBy(1L << Math.min(restarts.size(), 16));
        restarts.addLast(now);
        return Optional.of(backoff.compareTo(maxBackoff) < 0 ? backoff : maxBackoff);
    }
}
