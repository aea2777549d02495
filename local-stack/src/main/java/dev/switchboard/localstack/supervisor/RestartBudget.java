package dev.switchboard.localstack.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How often and how soon a part that died is started again. Not safe for use by several threads.
 */
final class RestartBudget {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int mostPerMinute;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Deque<Instant> restarts = new ArrayDeque<>();

    RestartBudget(int mostPerMinute, Duration firstPause, Duration longestPause) {
        this.mostPerMinute = mostPerMinute;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    static RestartBudget usual() {
        return new RestartBudget(6, Duration.ofMillis(200), WINDOW);
    }

    /** For parts that are killed on purpose, again and again. */
    static RestartBudget ample() {
        return new RestartBudget(60, Duration.ofMillis(200), Duration.ofSeconds(1));
    }

    /** For parts that stay down. */
    static RestartBudget none() {
        return new RestartBudget(0, Duration.ZERO, Duration.ZERO);
    }

    /**
     * The pause before the next start, doubled with each restart of the last minute up to the
     * longest; empty when they are used up.
     */
    Optional<Duration> next(Instant now) {
        while (!restarts.isEmpty() && !restarts.getFirst().isAfter(now.minus(WINDOW))) {
            restarts.removeFirst();
        }
        if (restarts.size() >= mostPerMinute) {
            return Optional.empty();
        }
        Duration pause = firstPause.multipliedBy(1L << Math.min(restarts.size(), 16));
        restarts.addLast(now);
        return Optional.of(pause.compareTo(longestPause) < 0 ? pause : longestPause);
    }
}
