package dev.switchboard.chassis.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.DeliveryStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class WarmUpsTest {

    @Test
    void serviceIsReadyOnceItHasWarmedUp() {
        // Given
        var rounds = new AtomicInteger();
        var warmUps = new WarmUps(List.of(rounds::incrementAndGet));
        assertThat(warmUps.call().getStatus()).isEqualTo(Status.DOWN);

        // When
        warmUps.warmUp();

        // Then
        assertThat(warmUps.call().getStatus()).isEqualTo(Status.UP);
        assertThat(rounds.get()).isGreaterThan(1);
    }

    @Test
    void failingWarmUpKeepsNeitherTheOthersNorTheServiceFromStarting() {
        // Given
        var rounds = new AtomicInteger();
        WarmUp failing =
                () -> {
                    throw new IllegalStateException("does not work here");
                };
        var warmUps = new WarmUps(List.of(failing, rounds::incrementAndGet));

        // When
        warmUps.warmUp();

        // Then
        assertThat(warmUps.call().getStatus()).isEqualTo(Status.UP);
        assertThat(rounds.get()).isGreaterThan(1);
    }

    @Test
    void slowWarmUpsEndInTime() {
        // Given
        WarmUp slow = () -> Thread.sleep(Duration.ofMillis(100));
        var warmUps = new WarmUps(List.of(slow, slow));
        var begin = System.nanoTime();

        // When
        warmUps.warmUp();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(warmUps.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void samplesAreEventsOfToday() {
        assertThat(SampleEvents.turn().messages()).hasSize(2);
        assertThat(SampleEvents.reply().text()).hasSizeGreaterThan(1_600);
        assertThat(SampleEvents.status().status()).isEqualTo(DeliveryStatus.DELIVERED);
    }
}
