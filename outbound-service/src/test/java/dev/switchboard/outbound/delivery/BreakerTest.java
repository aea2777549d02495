package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private final Breaker breaker = new Breaker(3, PAUSE, () -> now);

    @Test
    void aFewFailuresStopNothing() {
        // When
        fail(2);
        breaker.succeeded();
        fail(2);

        // Then
        assertThat(breaker.waitBeforeSend()).isZero();
    }

    @Test
    void failuresInARowStopTheSends() {
        // When
        fail(3);

        // Then
        assertThat(breaker.waitBeforeSend()).isEqualTo(PAUSE);
    }

    @Test
    void afterThePauseOneSendGoesAheadOfTheOthers() {
        // Given
        fail(3);

        // When
        now = now.plus(PAUSE);

        // Then
        assertThat(breaker.waitBeforeSend()).isZero();
        assertThat(breaker.waitBeforeSend()).isEqualTo(PAUSE);
    }

    @Test
    void aSendThatSucceedsLetsTheOthersGoOn() {
        // Given
        fail(3);
        now = now.plus(PAUSE);
        breaker.waitBeforeSend();

        // When
        breaker.succeeded();

        // Then
        assertThat(breaker.waitBeforeSend()).isZero();
        assertThat(breaker.hasStopped()).isFalse();
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
