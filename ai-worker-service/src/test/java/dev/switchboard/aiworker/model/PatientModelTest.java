package dev.switchboard.aiworker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.aiworker.model.ModelResult.Answer;
import dev.switchboard.aiworker.model.ModelResult.Failure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatientModelTest {
    private static final Prompt PROMPT =
            new Prompt("", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi")));
    private static final Answer ANSWER = new Answer("Hello", "m", 1, 1);
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), 3, Duration.ofMillis(1));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void failureThatMayPassIsTriedAgain() throws InterruptedException {
        // Given
        var model = patient(PATIENCE, failing(2, FailureCode.OVERLOADED));

        // When
        var result = model.ask(PROMPT);

        // Then
        assertThat(result).isEqualTo(ANSWER);
        assertThat(calls).hasValue(3);
        assertThat(timed("overloaded")).isEqualTo(2);
        assertThat(timed("answer")).isEqualTo(1);
    }

    @Test
    void lastAttemptsFailureIsTheResult() throws InterruptedException {
        // Given
        var model = patient(PATIENCE, failing(99, FailureCode.RATE_LIMITED));

        // When
        var result = model.ask(PROMPT);

        // Then
        assertThat(result).isEqualTo(Failure.of(FailureCode.RATE_LIMITED, "test"));
        assertThat(calls).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT", "CONFIGURATION", "BLOCKED"})
    void failureThatWillNotPassIsNotTriedAgain(FailureCode code) throws InterruptedException {
        // Given
        var model = patient(PATIENCE, failing(1, code));

        // When
        var result = model.ask(PROMPT);

        // Then
        assertThat(result).isEqualTo(Failure.of(code, "test"));
        assertThat(calls).hasValue(1);
    }

    @Test
    void pauseThatTheProviderAsksForIsKept() throws InterruptedException {
        // Given
        var asked = Optional.of(Duration.ofMillis(300));
        var model =
                patient(
                        PATIENCE,
                        () ->
                                calls.get() == 1
                                        ? new Failure(FailureCode.RATE_LIMITED, "test", asked)
                                        : ANSWER);
        var started = System.nanoTime();

        // When
        model.ask(PROMPT);

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void pauseLongerThanTheTurnsTimeIsNotBegun() throws InterruptedException {
        // Given
        var aDay = Optional.of(Duration.ofDays(1));
        var failure = new Failure(FailureCode.RATE_LIMITED, "daily quota", aDay);
        var model = patient(PATIENCE, () -> failure);

        // When
        var result = model.ask(PROMPT);

        // Then
        assertThat(result).isEqualTo(failure);
        assertThat(calls).hasValue(1);
    }

    @Test
    void callThatTakesTooLongIsCancelledAndATimeout() throws InterruptedException {
        // Given
        var cancelled = new CountDownLatch(1);
        var patience =
                new Patience(Duration.ofMillis(50), Duration.ofSeconds(5), 3, Duration.ofMillis(1));
        var model = patient(patience, () -> waitForCancel(cancelled));

        // When
        var result = model.ask(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.TIMEOUT));
        assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(timed("timeout")).isEqualTo(1);
    }

    @Test
    void interruptedCallerCancelsTheCall() throws InterruptedException {
        // Given
        var cancelled = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var model = patient(PATIENCE, () -> waitForCancel(cancelled));
        var caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                model.ask(PROMPT);
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                            }
                        });

        // When
        caller.interrupt();

        // Then
        assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
        assertThat(interrupted).isTrue();
    }

    @Test
    void bugInTheClientStaysABug() {
        // Given
        var model =
                patient(
                        PATIENCE,
                        () -> {
                            throw new IllegalArgumentException("a bug");
                        });

        // Then
        assertThatThrownBy(() -> model.ask(PROMPT))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a bug");
    }

    private ModelResult waitForCancel(CountDownLatch cancelled) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return ANSWER;
        } catch (InterruptedException e) {
            cancelled.countDown();
            throw e;
        }
    }

    private Reply failing(int times, FailureCode code) {
        return () -> calls.get() <= times ? Failure.of(code, "test") : ANSWER;
    }

    private PatientModel patient(Patience patience, Reply reply) {
        return new PatientModel(new FakeModel(calls, reply), patience, meters);
    }

    private long timed(String outcome) {
        return meters.get("switchboard.model.latency").tag("outcome", outcome).timer().count();
    }

    private interface Reply {
        ModelResult get() throws InterruptedException;
    }

    private record FakeModel(AtomicInteger calls, Reply reply) implements ReplyModel {

        @Override
        public String provider() {
            return "fake";
        }

        @Override
        public String name() {
            return "m";
        }

        @Override
        public ModelResult reply(Prompt prompt) throws InterruptedException {
            calls.incrementAndGet();
            return reply.get();
        }
    }
}
