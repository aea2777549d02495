package dev.switchboard.chassis.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class WarmUpsTest {

    @Test
    void isReadyOnlyAfterTheWarmUp() {
        var warmUps = new WarmUps(List.of());
        assertThat(warmUps.call().getStatus()).isEqualTo(Status.DOWN);

        warmUps.warmUp();

        assertThat(warmUps.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aFailingWarmUpKeepsNeitherTheOthersNorReadinessBack() {
        var rounds = new AtomicInteger();
        WarmUp failing =
                () -> {
                    throw new IllegalStateException("no sample");
                };
        var warmUps = new WarmUps(List.of(failing, rounds::incrementAndGet));

        warmUps.warmUp();

        assertThat(rounds).hasPositiveValue();
        assertThat(warmUps.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void samplesAreEventsThatTheCodecReads() {
        assertThat(SampleEvents.turn().messages()).hasSize(2);
        assertThat(SampleEvents.reply().text()).isNotBlank();
        assertThat(SampleEvents.status().part()).isNotNull();
    }
}
