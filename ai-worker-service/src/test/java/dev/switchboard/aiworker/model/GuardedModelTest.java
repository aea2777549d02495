package dev.switchboard.aiworker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.model.ModelResult.Answer;
import dev.switchboard.aiworker.model.ModelResult.Failure;
import dev.switchboard.chassis.resilience.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedModelTest {
    private static final Prompt PROMPT =
            new Prompt("", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi")));
    private static final Answer ANSWER = new Answer("Hello", "m", 1, 1);
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(5);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void answerGoesToTheCallerAndIsTimed() throws InterruptedException {
        // When
        var result = guarded(LONG_TIMEOUT, 1, () -> ANSWER).call(PROMPT);

        // Then
        assertThat(result).isEqualTo(ANSWER);
        assertThat(timed("answer")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED", "UNREACHABLE", "UNREADABLE", "TIMEOUT"})
    void failuresOfAnUnavailableProviderOpenTheCircuit(FailureCode code)
            throws InterruptedException {
        // Given
        var model = guarded(LONG_TIMEOUT, 1, () -> Failure.of(code, "test"));

        // When
        model.call(PROMPT);
        model.call(PROMPT);

        // Then
        assertThat(model.tryAcquire()).isPositive();
        assertThat(meters.get("switchboard.model.circuit.open").gauge().value()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "CONFIGURATION", "BLOCKED", "INTERNAL"})
    void failureOfOneTurnDoesNotOpenTheCircuit(FailureCode code) throws InterruptedException {
        // Given
        var model = guarded(LONG_TIMEOUT, 1, () -> Failure.of(code, "test"));

        // When
        model.call(PROMPT);
        model.call(PROMPT);

        // Then
        assertThat(model.tryAcquire()).isZero();
    }

    @Test
    void callsInFlightStayWithinTheLimit() throws Exception {
        // Given
        var finish = new CountDownLatch(1);
        var max = new AtomicInteger();
        var inFlight = new AtomicInteger();
        var model =
                guarded(
                        LONG_TIMEOUT,
                        2,
                        () -> {
                            max.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                            finish.await();
                            inFlight.decrementAndGet();
                            return ANSWER;
                        });

        // When
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 10; i++) {
                callers.submit(() -> model.call(PROMPT));
            }
            await().until(() -> inFlight.get() == 2);
            finish.countDown();
        }

        // Then
        assertThat(max).hasValue(2);
        assertThat(calls).hasValue(10);
    }

    @Test
    void callBeyondTheTimeoutIsCancelled() throws InterruptedException {
        // Given
        var cancelled = new CountDownLatch(1);
        var model = guarded(Duration.ofMillis(50), 1, () -> waitForCancel(cancelled));

        // When
        var result = model.call(PROMPT);

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
        var model = guarded(LONG_TIMEOUT, 1, () -> waitForCancel(cancelled));
        var caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                model.call(PROMPT);
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
    void bugInTheClientIsAFailureWithoutTheExceptionsMessage() throws InterruptedException {
        // Given
        var model =
                guarded(
                        LONG_TIMEOUT,
                        1,
                        () -> {
                            throw new IllegalArgumentException("the customer's secret");
                        });

        // When
        var result = model.call(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
                            assertThat(failure.detail())
                                    .contains("IllegalArgumentException", "GuardedModelTest")
                                    .doesNotContain("secret");
                        });
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

    private GuardedModel guarded(Duration timeout, int maxConcurrentCalls, Reply reply) {
        var breaker = new CircuitBreaker(2, Duration.ofMinutes(1), InstantSource.system());
        return new GuardedModel(
                new FakeModel(calls, reply), timeout, maxConcurrentCalls, breaker, meters);
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
