package dev.switchboard.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationStatsTest {

    @Test
    void theNinetyNinthOfAHundredIsTheNinetyNinthPercentile() {
        // Given
        var waits = LongStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList();

        // When
        var spread = DurationStats.of(waits.reversed());

        // Then
        assertThat(spread)
                .isEqualTo(
                        new DurationStats(
                                100,
                                Duration.ofMillis(50),
                                Duration.ofMillis(99),
                                Duration.ofMillis(100)));
    }

    @Test
    void singleDurationIsEveryStatistic() {
        // When
        var spread = DurationStats.of(List.of(Duration.ofMillis(7)));

        // Then
        assertThat(spread).hasToString("p50 7 ms, p99 7 ms, max 7 ms of 1");
    }

    @Test
    void emptyMeasurementIsNoError() {
        assertThat(DurationStats.of(List.of()).count()).isZero();
    }
}
