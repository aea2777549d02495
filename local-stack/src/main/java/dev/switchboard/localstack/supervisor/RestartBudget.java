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
    private final Deque<Instant> restarts = new ArrayDeque<>();

    RestartBudget(int mostPerMinute, Duration firstPause) {
        this.mostPerMinute = mostPerMinute;
        this.firstPause = firstPause;
    }

    static RestartBudget usual() {
        return new RestartBudget(6, Duration.ofMillis(200));
    }

    /** For parts that stay down. */
    static RestartBudget none() {
        return new RestartBudget(0, Duration.ZERO);
    }

    /**
     * The pause before the next start, doubled with each restart of the last minute; empty when
     * they are used up.
     */
    Optional<Duration> next(Instant now) {
        while (!restarts.isEmpty() && !restarts.getFirst().isAfter(now.minus(WINDOW))) {
            restarts.removeFirst();
        }
        if (restarts.size() >= mostPerMinute) {
            return Optional.empty();
        }
        Duration pause = firstPause.multipliedBy(1L << restarts.size());
        restarts.addLast(now);
        return Optional.of(pause);
    }
}
