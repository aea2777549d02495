package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.model.FailureCode;
import dev.switchboard.aiworker.model.ModelResult.Failure;
import dev.switchboard.aiworker.model.Patience;
import dev.switchboard.chassis.failure.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EffortTest {
    private static final Duration GIVE_UP = Duration.ofMinutes(15);
    private static final Duration NOTICE = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private Duration gate = Duration.ZERO;
    private final Effort effort =
            new Effort(
                    new Patience(GIVE_UP, NOTICE, 3, new Backoff(Duration.ofSeconds(1), LONGEST)),
                    () -> gate,
                    () -> now);

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED", "UNREACHABLE", "UNREADABLE", "TIMEOUT"})
    void providerThatIsAwayIsAskedUntilTheTimeIsUp(FailureCode code) {
        // When
        var requests = 0;
        for (; !effort.isOver(); requests++) {
            effort.failed(Failure.of(code, "away"));
            now = now.plus(LONGEST);
        }

        // Then
        assertThat(requests).isEqualTo(60);
        assertThat(effort.failure().detail()).isEqualTo("away, after 60 requests");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIGURATION", "BLOCKED", "INTERNAL"})
    void failureThatWillNotPassEndsIt(FailureCode code) {
        // When
        effort.failed(Failure.of(code, "no"));

        // Then
        assertThat(effort.isOver()).isTrue();
    }

    @Test
    void thirdAnswerWithoutWordsEndsIt() {
        // Given
        effort.failed(Failure.of(FailureCode.EMPTY, "no words"));
        effort.failed(Failure.of(FailureCode.EMPTY, "no words"));
        var before = effort.isOver();

        // When
        effort.failed(Failure.of(FailureCode.EMPTY, "no words"));

        // Then
        assertThat(before).isFalse();
        assertThat(effort.isOver()).isTrue();
    }

    @Test
    void pauseThatTheProviderAsksForIsKeptAlsoWhenItIsLong() {
        // Given
        effort.failed(limitedFor(Duration.ofMinutes(2)));

        // When
        now = now.plus(Duration.ofSeconds(119));

        // Then
        assertThat(effort.mayAsk()).isFalse();
    }

    @Test
    void pauseLongerThanTheQuestionsTimeIsNotBegun() {
        // When
        effort.failed(limitedFor(Duration.ofDays(1)));

        // Then
        assertThat(effort.isOver()).isTrue();
    }

    @Test
    void customerIsToldOnce() {
        // Given
        effort.failed(Failure.of(FailureCode.OVERLOADED, "away"));
        var early = effort.isTimeForNotice();

        // When
        now = now.plus(NOTICE);

        // Then
        assertThat(early).isFalse();
        assertThat(effort.isTimeForNotice()).isTrue();
        assertThat(effort.isTimeForNotice()).isFalse();
    }

    @Test
    void customerWhoseAnswerIsOnlySlowIsNotTold() {
        // When
        now = now.plus(NOTICE);

        // Then
        assertThat(effort.isTimeForNotice()).isFalse();
    }

    @Test
    void restEndsWhenTheCustomerIsToBeTold() {
        // Given
        effort.failed(limitedFor(Duration.ofMinutes(2)));

        // Then
        assertThat(effort.rest()).isEqualTo(NOTICE);
    }

    @Test
    void questionWaitsAndCountsAsInTroubleWhileTheModelFailsForOthers() {
        // Given
        gate = Duration.ofSeconds(5);

        // When
        var mayAsk = effort.mayAsk();

        // Then
        assertThat(mayAsk).isFalse();
        assertThat(effort.rest()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(6250));
        now = now.plus(GIVE_UP);
        assertThat(effort.isOver()).isTrue();
        assertThat(effort.failure().code()).isEqualTo(FailureCode.OVERLOADED);
    }

    private static Failure limitedFor(Duration pause) {
        return new Failure(FailureCode.RATE_LIMITED, "slow down", Optional.of(pause));
    }
}
