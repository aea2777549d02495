package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hints without a Kafka; with one they are tested where they are published. */
class HintProducerTest {
    private static final int COUNT = 200;
    private static final String LONG_TEXT = "x".repeat(100_000);

    @Test
    @Timeout(20)
    void hintsThatCannotBeSentAreDroppedAtOnce() {
        // Given
        var nowhere = new KafkaConnection(Map.of("bootstrap.servers", "127.0.0.1:1"));
        var hints = new HintProducer(nowhere);
        try {
            var begin = System.nanoTime();

            // When
            assertThatCode(
                            () -> {
                                hints.prepare();
                                for (var i = 0; i < COUNT; i++) {
                                    hints.publish(LaneProbe.event("text", LONG_TEXT));
                                }
                            })
                    .doesNotThrowAnyException();

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(10));
        } finally {
            hints.close();
        }
    }
}
