package dev.switchboard.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RememberedTest {

    @Test
    void questionIsAskedAgainOnceItsAnswerIsTooOld() {
        // Given
        var now = new AtomicReference<>(Instant.EPOCH);
        var asked = new AtomicInteger();
        var remembered = new Remembered<>(asked::incrementAndGet, Duration.ofSeconds(3), now::get);

        // When
        var first = remembered.value();
        now.set(Instant.EPOCH.plusMillis(2_999));
        var second = remembered.value();
        now.set(Instant.EPOCH.plusMillis(3_000));
        var third = remembered.value();

        // Then
        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(1);
        assertThat(third).isEqualTo(2);
    }
}
