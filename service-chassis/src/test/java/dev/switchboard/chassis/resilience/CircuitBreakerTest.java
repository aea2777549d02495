package dev.switchboard.chassis.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Duration DELAY = Duration.ofSeconds(5);

    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private final CircuitBreaker breaker = new CircuitBreaker(3, DELAY, () -> now);

    @Test
    void circuitStaysClosedBelowTheThreshold() {
        // When
        fail(2);
        breaker.onSuccess();
        fail(2);

        // Then
        assertThat(breaker.tryAcquire()).isZero();
    }

    @Test
    void failuresInARowOpenTheCircuit() {
        // When
        fail(3);

        // Then
        assertThat(breaker.tryAcquire()).isEqualTo(DELAY);
    }

    @Test
    void oneRequestIsLetThroughAfterTheDelay() {
        // Given
        fail(3);

        // When
        now = now.plus(DELAY);

        // Then
        assertThat(breaker.tryAcquire()).isZero();
        assertThat(breaker.tryAcquire()).isEqualTo(DELAY);
    }

    @Test
    void successClosesTheCircuit() {
        // Given
        fail(3);
        now = now.plus(DELAY);
        breaker.tryAcquire();

        // When
        breaker.onSuccess();

        // Then
        assertThat(breaker.tryAcquire()).isZero();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void delayDoublesWithEachFailureUpToTheMaximum() {
        // Given
        var doubling = new CircuitBreaker(1, DELAY, DELAY.multipliedBy(3), () -> now);
        doubling.onFailure();
        doubling.onFailure();

        // When
        var delays = new ArrayList<Duration>();
        for (var i = 0; i < 4; i++) {
            delays.add(doubling.tryAcquire());
            now = now.plus(delays.getLast());
            doubling.tryAcquire();
            doubling.onFailure();
        }

        // Then
        assertThat(delays)
                .containsExactly(
                        DELAY, DELAY.multipliedBy(2), DELAY.multipliedBy(3), DELAY.multipliedBy(3));
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            breaker.onFailure();
        }
    }
}
