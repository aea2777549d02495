package dev.switchboard.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void percentileIsTheNearestRank() {
        // Given
        var percentiles =
                Percentiles.ofNanos(
                        LongStream.rangeClosed(1, 200).mapToObj(it -> it * 1_000_000).toList());

        // Then
        assertThat(percentiles.millis(50)).isEqualTo(100);
        assertThat(percentiles.millis(99)).isEqualTo(198);
        assertThat(percentiles.millis(100)).isEqualTo(200);
    }

    @Test
    void ofOneValueEveryPercentileIsThatValue() {
        // Given
        var percentiles = Percentiles.ofNanos(List.of(2_500_000L));

        // Then
        assertThat(percentiles.millis(1)).isEqualTo(2.5);
        assertThat(percentiles.millis(99)).isEqualTo(2.5);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Percentiles.ofNanos(List.of()).millis(50));
    }
}
