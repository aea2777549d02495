package dev.switchboard.aiworker.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryStateTest {
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration NOTICE_AFTER = Duration.ofSeconds(20);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(15);

    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private Duration circuitDelay = Duration.ZERO;
    private final RetryState retries =
            new RetryState(
                    new RetryState.Policy(
                            ANSWER_TIMEOUT,
                            NOTICE_AFTER,
                            3,
                            new Backoff(Duration.ofSeconds(1), MAX_BACKOFF)),
                    () -> circuitDelay,
                    () -> now);

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED", "UNREACHABLE", "UNREADABLE", "TIMEOUT"})
    void unavailableProviderIsRetriedUntilTheDeadline(FailureCode code) {
        // When
        var attempts = 0;
        for (; !retries.isExhausted(); attempts++) {
            retries.onFailure(Failure.of(code, "unavailable"));
            now = now.plus(MAX_BACKOFF);
        }

        // Then
        assertThat(attempts).isEqualTo(60);
        assertThat(retries.finalFailure().detail()).isEqualTo("unavailable, after 60 requests");
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCOUNT_REFUSED", "CONFIGURATION", "BLOCKED", "INTERNAL"})
    void permanentFailureIsNotRetried(FailureCode code) {
        // When
        retries.onFailure(Failure.of(code, "no"));

        // Then
        assertThat(retries.isExhausted()).isTrue();
    }

    @Test
    void thirdEmptyAnswerExhaustsTheRetries() {
        // Given
        retries.onFailure(Failure.of(FailureCode.EMPTY, "no text"));
        retries.onFailure(Failure.of(FailureCode.EMPTY, "no text"));
        var before = retries.isExhausted();

        // When
        retries.onFailure(Failure.of(FailureCode.EMPTY, "no text"));

        // Then
        assertThat(before).isFalse();
        assertThat(retries.isExhausted()).isTrue();
    }

    @Test
    void retryAfterLongerThanTheMaximumBackoffIsKept() {
        // Given
        retries.onFailure(limitedFor(Duration.ofMinutes(2)));

        // When
        now = now.plus(Duration.ofSeconds(119));

        // Then
        assertThat(retries.isCallDue()).isFalse();
    }

    @Test
    void retryAfterBeyondTheDeadlineExhaustsTheRetries() {
        // When
        retries.onFailure(limitedFor(Duration.ofDays(1)));

        // Then
        assertThat(retries.isExhausted()).isTrue();
    }

    @Test
    void delayNoticeIsDueOnce() {
        // Given
        retries.onFailure(Failure.of(FailureCode.OVERLOADED, "unavailable"));
        var early = retries.isNoticeDue();

        // When
        now = now.plus(NOTICE_AFTER);

        // Then
        assertThat(early).isFalse();
        assertThat(retries.isNoticeDue()).isTrue();
        assertThat(retries.isNoticeDue()).isFalse();
    }

    @Test
    void slowAnswerWithoutFailureGetsNoDelayNotice() {
        // When
        now = now.plus(NOTICE_AFTER);

        // Then
        assertThat(retries.isNoticeDue()).isFalse();
    }

    @Test
    void waitEndsWhenTheDelayNoticeIsDue() {
        // Given
        retries.onFailure(limitedFor(Duration.ofMinutes(2)));

        // Then
        assertThat(retries.waitTime()).isEqualTo(NOTICE_AFTER);
    }

    @Test
    void openCircuitDelaysTheCallAndCountsAsADelay() {
        // Given
        circuitDelay = Duration.ofSeconds(5);

        // When
        var isDue = retries.isCallDue();

        // Then
        assertThat(isDue).isFalse();
        assertThat(retries.waitTime()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(6250));
        now = now.plus(ANSWER_TIMEOUT);
        assertThat(retries.isExhausted()).isTrue();
        assertThat(retries.finalFailure().code()).isEqualTo(FailureCode.OVERLOADED);
    }

    private static Failure limitedFor(Duration retryAfter) {
        return new Failure(FailureCode.RATE_LIMITED, "slow down", Optional.of(retryAfter));
    }
}
