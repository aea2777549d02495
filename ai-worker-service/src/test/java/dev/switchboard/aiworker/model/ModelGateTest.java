package dev.switchboard.aiworker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.model.ModelResult.Answer;
import dev.switchboard.aiworker.model.ModelResult.Failure;
import dev.switchboard.chassis.failure.Breaker;
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

class ModelGateTest {
    private static final Prompt PROMPT =
            new Prompt("", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi")));
    private static final Answer ANSWER = new Answer("Hello", "m", 1, 1);
    private static final Duration LONG = Duration.ofSeconds(5);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void answerGoesToTheCallerAndIsTimed() throws InterruptedException {
        // When
        var result = gate(LONG, 1, () -> ANSWER).ask(PROMPT);

        // Then
        assertThat(result).isEqualTo(ANSWER);
        assertThat(timed("answer")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED", "UNREACHABLE", "UNREADABLE", "TIMEOUT"})
    void failuresOfAProviderThatIsAwayStopTheCalls(FailureCode code) throws InterruptedException {
        // Given
        var gate = gate(LONG, 1, () -> Failure.of(code, "test"));

        // When
        gate.ask(PROMPT);
        gate.ask(PROMPT);

        // Then
        assertThat(gate.waitBeforeNext()).isPositive();
        assertThat(meters.get("switchboard.model.stopped").gauge().value()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "CONFIGURATION", "BLOCKED", "INTERNAL"})
    void failureOfOneQuestionStopsNoOther(FailureCode code) throws InterruptedException {
        // Given
        var gate = gate(LONG, 1, () -> Failure.of(code, "test"));

        // When
        gate.ask(PROMPT);
        gate.ask(PROMPT);

        // Then
        assertThat(gate.waitBeforeNext()).isZero();
    }

    @Test
    void noMoreCallsThanThereIsRoomForAreUnderWay() throws Exception {
        // Given
        var finish = new CountDownLatch(1);
        var most = new AtomicInteger();
        var now = new AtomicInteger();
        var gate =
                gate(
                        LONG,
                        2,
                        () -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            finish.await();
                            now.decrementAndGet();
                            return ANSWER;
                        });

        // When
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 10; i++) {
                callers.submit(() -> gate.ask(PROMPT));
            }
            await().until(() -> now.get() == 2);
            finish.countDown();
        }

        // Then
        assertThat(most).hasValue(2);
        assertThat(calls).hasValue(10);
    }

    @Test
    void callThatTakesTooLongIsCancelledAndATimeout() throws InterruptedException {
        // Given
        var cancelled = new CountDownLatch(1);
        var model = gate(Duration.ofMillis(50), 1, () -> waitForCancel(cancelled));

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
        var model = gate(LONG, 1, () -> waitForCancel(cancelled));
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
    void bugInTheClientIsAFailureThatDoesNotRepeatWhatItSays() throws InterruptedException {
        // Given
        var gate =
                gate(
                        LONG,
                        1,
                        () -> {
                            throw new IllegalArgumentException("the customer's words");
                        });

        // When
        var result = gate.ask(PROMPT);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
                            assertThat(failure.detail())
                                    .contains("IllegalArgumentException", "ModelGateTest")
                                    .doesNotContain("words");
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

    private ModelGate gate(Duration longestCall, int mostCalls, Reply reply) {
        var breaker = new Breaker(2, Duration.ofMinutes(1), InstantSource.system());
        return new ModelGate(new FakeModel(calls, reply), longestCall, mostCalls, breaker, meters);
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
