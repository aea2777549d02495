package dev.switchboard.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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

    @Test
    void failureIsRememberedTooSoThatNobodyAsksForItAgainAtOnce() {
        // Given
        var now = new AtomicReference<>(Instant.EPOCH);
        var asked = new AtomicInteger();
        var remembered =
                new Remembered<Integer>(
                        () -> {
                            throw new IllegalStateException("no " + asked.incrementAndGet());
                        },
                        Duration.ofSeconds(3),
                        now::get);

        // When
        var first = catchThrowable(remembered::value);
        var second = catchThrowable(remembered::value);
        now.set(Instant.EPOCH.plusMillis(3_000));
        var third = catchThrowable(remembered::value);

        // Then
        assertThat(first).hasMessage("no 1");
        assertThat(second).isSameAs(first);
        assertThat(third).hasMessage("no 2");
    }
}
