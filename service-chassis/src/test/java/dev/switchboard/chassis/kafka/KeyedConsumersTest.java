package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.common.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class KeyedConsumersTest {
    private final RunningConsumers running = new RunningConsumers();
    private final KeyedConsumers consumers =
            new KeyedConsumers(
                    null,
                    running,
                    new SimpleMeterRegistry(),
                    OpenTelemetry.noop().getTracer("test"));

    @Test
    void shutdownStopsTheLanesAndIsNotTakenForABug() throws Exception {
        // Given
        var lanes = new Lanes("test", 10);
        var started = new CountDownLatch(1);
        var acknowledged = new AtomicBoolean();
        consumers.create(Topics.TURNS, lanes, _ -> {});
        lanes.submit(
                at(0, 0),
                "a",
                () -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                },
                () -> acknowledged.set(true));
        started.await();

        // When
        running.stop(new ShutdownEvent());

        // Then
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(
                        () -> consumers.throwIfInterrupted(new IllegalStateException("closed")));
        assertThat(lanes.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(acknowledged).isFalse();
    }

    @Test
    void manyLanesAreStoppedConcurrently() throws Exception {
        // Given
        var count = Runtime.getRuntime().availableProcessors() + 2;
        var interrupted = new CountDownLatch(count);
        for (var n = 0; n < count; n++) {
            var lanes = new Lanes("test " + n, 10);
            var started = new CountDownLatch(1);
            consumers.create(Topics.TURNS, lanes, _ -> {});
            lanes.submit(at(0, 0), "a", () -> endsWithTheOthers(started, interrupted), () -> {});
            started.await();
        }

        // When
        running.stop(new ShutdownEvent());

        // Then
        assertThat(interrupted.getCount()).isZero();
    }

    /** Ends, once interrupted, when all the others are interrupted, too. */
    private static void endsWithTheOthers(CountDownLatch started, CountDownLatch interrupted)
            throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            interrupted.await();
            throw e;
        }
    }

    private static RecordPosition at(int partition, long offset) {
        return new RecordPosition(partition, offset, 0);
    }
}
