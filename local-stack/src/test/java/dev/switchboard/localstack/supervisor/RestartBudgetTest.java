package dev.switchboard.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RestartBudget budget =
            new RestartBudget(3, Duration.ofSeconds(1), Duration.ofMinutes(1));

    @Test
    void backoffDoublesUntilTheRestartsOfAMinuteAreUsedUp() {
        // When
        var backoffs = Stream.generate(() -> budget.nextBackoff(NOW)).limit(4).toList();

        // Then
        assertThat(backoffs.get(0)).contains(Duration.ofSeconds(1));
        assertThat(backoffs.get(1)).contains(Duration.ofSeconds(2));
        assertThat(backoffs.get(2)).contains(Duration.ofSeconds(4));
        assertThat(backoffs.get(3)).isEmpty();
    }

    @Test
    void noBackoffExceedsTheMaximum() {
        // Given
        var frequent = RestartBudget.frequent();

        // When
        var backoffs = Stream.generate(() -> frequent.nextBackoff(NOW)).limit(60).toList();

        // Then
        assertThat(backoffs.getLast()).contains(Duration.ofSeconds(1));
        assertThat(frequent.nextBackoff(NOW)).isEmpty();
    }

    @Test
    void restartsOfAMinuteAgoDoNotCount() {
        // Given
        budget.nextBackoff(NOW);
        budget.nextBackoff(NOW);

        // When
        var backoff = budget.nextBackoff(NOW.plus(Duration.ofMinutes(1)));

        // Then
        assertThat(backoff).contains(Duration.ofSeconds(1));
    }
}
