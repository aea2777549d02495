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
    private static final int MOST_PER_MINUTE = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Deque<Instant> restarts = new ArrayDeque<>();

    /**
     * The pause before the next start, doubled with each restart of the last minute; empty when
     * they are used up.
     */
    Optional<Duration> next(Instant now) {
        while (!restarts.isEmpty() && restarts.getFirst().isBefore(now.minus(WINDOW))) {
            restarts.removeFirst();
        }
        if (restarts.size() >= MOST_PER_MINUTE) {
            return Optional.empty();
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << restarts.size());
        restarts.addLast(now);
        return Optional.of(pause);
    }
}
