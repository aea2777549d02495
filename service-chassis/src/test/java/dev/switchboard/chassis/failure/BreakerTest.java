package dev.switchboard.chassis.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        assertThat(breaker.waitBeforeNext()).isZero();
    }

    @Test
    void failuresInARowStopTheRequests() {
        // When
        fail(3);

        // Then
        assertThat(breaker.waitBeforeNext()).isEqualTo(PAUSE);
    }

    @Test
    void afterThePauseOneRequestGoesAheadOfTheOthers() {
        // Given
        fail(3);

        // When
        now = now.plus(PAUSE);

        // Then
        assertThat(breaker.waitBeforeNext()).isZero();
        assertThat(breaker.waitBeforeNext()).isEqualTo(PAUSE);
    }

    @Test
    void aRequestThatSucceedsLetsTheOthersGoOn() {
        // Given
        fail(3);
        now = now.plus(PAUSE);
        breaker.waitBeforeNext();

        // When
        breaker.succeeded();

        // Then
        assertThat(breaker.waitBeforeNext()).isZero();
        assertThat(breaker.hasStopped()).isFalse();
    }

    @Test
    void thePauseDoublesWithEachOneThatFailsUpToTheLongest() {
        // Given
        var patient = new Breaker(1, PAUSE, PAUSE.multipliedBy(3), () -> now);
        patient.failed();
        patient.failed();

        // When
        var pauses = new ArrayList<Duration>();
        for (var i = 0; i < 4; i++) {
            pauses.add(patient.waitBeforeNext());
            now = now.plus(pauses.getLast());
            patient.waitBeforeNext();
            patient.failed();
        }

        // Then
        assertThat(pauses)
                .containsExactly(
                        PAUSE, PAUSE.multipliedBy(2), PAUSE.multipliedBy(3), PAUSE.multipliedBy(3));
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
