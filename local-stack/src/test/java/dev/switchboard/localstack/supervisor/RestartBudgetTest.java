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
    void pausesDoubleUntilTheRestartsOfAMinuteAreUsedUp() {
        // When
        var pauses = Stream.generate(() -> budget.next(NOW)).limit(4).toList();

        // Then
        assertThat(pauses.get(0)).contains(Duration.ofSeconds(1));
        assertThat(pauses.get(1)).contains(Duration.ofSeconds(2));
        assertThat(pauses.get(2)).contains(Duration.ofSeconds(4));
        assertThat(pauses.get(3)).isEmpty();
    }

    @Test
    void noPauseIsLongerThanTheLongest() {
        // Given
        var ample = RestartBudget.ample();

        // When
        var pauses = Stream.generate(() -> ample.next(NOW)).limit(60).toList();

        // Then
        assertThat(pauses.getLast()).contains(Duration.ofSeconds(1));
        assertThat(ample.next(NOW)).isEmpty();
    }

    @Test
    void restartsOfAMinuteAgoAreForgotten() {
        // Given
        budget.next(NOW);
        budget.next(NOW);

        // When
        var pause = budget.next(NOW.plus(Duration.ofMinutes(1)));

        // Then
        assertThat(pause).contains(Duration.ofSeconds(1));
    }
}
