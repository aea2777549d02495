package dev.switchboard.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.benchmarks.pipeline.DatabaseConnection.Transactions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void usageIsTheDifferenceOfTwoMoments() {
        // Given
        var before = snapshot(0, 5, new Transactions(100, 1), Map.of("inbound", 10L));
        var after =
                snapshot(
                        10 * SECOND,
                        8,
                        new Transactions(160, 3),
                        Map.of("inbound", 40L, "new", 2L));

        // When
        var usage = after.since(before);

        // Then
        assertThat(usage.seconds()).isEqualTo(10);
        assertThat(usage.processorSeconds(List.of("kafka"))).isEqualTo(3);
        assertThat(usage.committed()).isEqualTo(60);
        assertThat(usage.rolledBack()).isEqualTo(2);
        assertThat(usage.records()).isEqualTo(Map.of("inbound", 30.0, "new", 2.0));
    }

    @Test
    void restOfTheProductIsTakenOffByItsTime() {
        // Given
        var idle = usage(2, 0.2, 4, Map.of("hints", 2.0));
        var busy = usage(10, 5, 100, Map.of("hints", 4.0, "inbound", 50.0));

        // When
        var work = busy.without(idle);

        // Then
        assertThat(work.processorSeconds(List.of("kafka"))).isEqualTo(4);
        assertThat(work.committed()).isEqualTo(80);
        assertThat(work.records()).isEqualTo(Map.of("hints", 0.0, "inbound", 50.0));
    }

    @Test
    void restartedProgramHasNoUsage() {
        // Given
        var before = new ProcessorTimes(Map.of("kafka", 9.0, "redis", 1.0));

        // When
        var used = new ProcessorTimes(Map.of("kafka", 2.0, "redis", 1.5)).since(before);

        // Then
        assertThat(used.seconds()).isEqualTo(Map.of("redis", 0.5));
        assertThat(used.covers(List.of("kafka", "redis"))).isFalse();
    }

    private static Snapshot snapshot(
            long at, double processor, Transactions transactions, Map<String, Long> topics) {
        return new Snapshot(
                at, new ProcessorTimes(Map.of("kafka", processor)), at, transactions, topics);
    }

    private static Usage usage(
            double seconds, double processor, double committed, Map<String, Double> records) {
        return new Usage(
                seconds,
                new ProcessorTimes(Map.of("kafka", processor)),
                seconds,
                committed,
                0,
                records);
    }
}
