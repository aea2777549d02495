package dev.switchboard.chassis.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.lane.Place;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LaneStopTest {

    @Test
    void aServiceThatIsToldToStopStopsItsLanesAndDoesNotCallThatABug() throws Exception {
        // Given
        var lanes = new Lanes("test", 10);
        var running = new CountDownLatch(1);
        var acknowledged = new AtomicBoolean();
        var stop = new LaneStop();
        stop.watch(lanes);
        lanes.submit(
                at(0, 0),
                "a",
                () -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                },
                () -> acknowledged.set(true));
        running.await();

        // When
        stop.stop(new ShutdownEvent());

        // Then
        assertThat(stop.hasBegun()).isTrue();
        assertThat(lanes.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(acknowledged).isFalse();
    }

    private static Place at(int partition, long offset) {
        return new Place(partition, offset, 0);
    }
}
