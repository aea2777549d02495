package dev.switchboard.buffer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WakeTimesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMillis(200);

    private final WakeTimes times = new WakeTimes(() -> NOON);

    @Test
    void threadWithoutWorkWaitsAsLongAsItMay() {
        assertThat(times.untilNext(LIMIT)).isEqualTo(LIMIT);
    }

    @Test
    void earliestTaskCounts() {
        // Given
        times.set(0, NOON.plusMillis(30));
        times.set(1, NOON.plusMillis(20));

        // Then
        assertThat(times.untilNext(LIMIT)).isEqualTo(Duration.ofMillis(20));

        // When
        times.remove(1);

        // Then
        assertThat(times.untilNext(LIMIT)).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void fractionOfAMillisecondIsRoundedUp() {
        times.set(0, NOON.plusNanos(1));
        assertThat(times.untilNext(LIMIT)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void overdueTaskWaitsForNothing() {
        times.set(0, NOON.minusSeconds(1));
        assertThat(times.untilNext(LIMIT)).isZero();
    }

    @Test
    void eachThreadHasItsOwnTasks() {
        // Given
        times.set(0, NOON);

        // When
        var other = new CompletableFuture<Duration>();
        Thread.ofPlatform().name("other").start(() -> other.complete(times.untilNext(LIMIT)));

        // Then
        assertThat(other.join()).isEqualTo(LIMIT);
    }
}
