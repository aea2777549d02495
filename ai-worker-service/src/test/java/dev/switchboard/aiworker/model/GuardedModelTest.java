package dev.switchboard.aiworker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestTerms;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.CircuitOpen;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.ProviderAccount;
import dev.switchboard.languagemodel.ReplyModel;
import dev.switchboard.testing.BackingServices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In Quarkus, whose container makes the guards of the fault tolerance library. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class GuardedModelTest {
    private static final Prompt PROMPT =
            new Prompt("", List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hi")));
    private static final Answer ANSWER = new Answer("Hello", "m", ModelResult.Usage.NONE);
    private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(10);
    private static final Failure UNAVAILABLE = Failure.of(FailureCode.OVERLOADED, "test");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void answerGoesToTheCallerAndIsTimed() throws InterruptedException {
        // When
        var result = guarded(1, () -> ANSWER).call(PROMPT);

        // Then
        assertThat(result).isEqualTo(ANSWER);
        assertThat(timed("answer")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED", "UNREACHABLE", "UNREADABLE", "TIMEOUT"})
    void failuresOfAnUnavailableProviderOpenTheCircuit(FailureCode code)
            throws InterruptedException {
        // Given
        var model = guarded(1, () -> Failure.of(code, "test"));

        // When
        model.call(PROMPT);
        model.call(PROMPT);

        // Then
        assertThat(model.circuitDelay()).isPositive();
        assertThat(model.call(PROMPT)).isInstanceOf(CircuitOpen.class);
        assertThat(calls).hasValue(2);
        assertThat(meters.get("switchboard.model.circuit.open").gauge().value()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "ACCOUNT_REFUSED", "CONFIGURATION", "BLOCKED", "INTERNAL"})
    void failureOfOneTurnDoesNotOpenTheCircuit(FailureCode code) throws InterruptedException {
        // Given
        var model = guarded(1, () -> Failure.of(code, "test"));

        // When
        model.call(PROMPT);
        model.call(PROMPT);

        // Then
        assertThat(model.circuitDelay()).isZero();
        assertThat(model.call(PROMPT)).isInstanceOf(Failure.class);
    }

    @Test
    void providerIsNotCalledForTheTimeThatItDemands() throws InterruptedException {
        // Given
        var model = guarded(1, () -> limitedFor(Duration.ofSeconds(7)));
        model.call(PROMPT);

        // When
        var result = model.call(PROMPT);

        // Then
        assertThat(calls).hasValue(1);
        assertThat(result)
                .isInstanceOfSatisfying(
                        CircuitOpen.class,
                        open ->
                                assertThat(open.delay())
                                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(7)));
        assertThat(model.circuitDelay()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(7));
    }

    @Test
    void callsThatWaitForRoomAreHeldBackToo() throws Exception {
        // Given
        var finish = new CountDownLatch(1);
        var model =
                guarded(
                        1,
                        () -> {
                            finish.await();
                            return limitedFor(Duration.ofSeconds(7));
                        });

        // When
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 10; i++) {
                callers.submit(() -> model.call(PROMPT));
            }
            await().until(() -> calls.get() == 1);
            finish.countDown();
        }

        // Then
        assertThat(calls).hasValue(1);
    }

    @Test
    void providerCannotDemandMoreThanTheMaximum() throws InterruptedException {
        // Given
        var model = guarded(1, () -> limitedFor(Duration.ofMillis(274_579_000)));

        // When
        model.call(PROMPT);

        // Then
        assertThat(model.circuitDelay()).isPositive().isLessThanOrEqualTo(MAX_RETRY_AFTER);
    }

    private static Failure limitedFor(Duration delay) {
        return new Failure(FailureCode.RATE_LIMITED, "slow down", Optional.of(delay));
    }

    @Test
    void callsInFlightStayWithinTheLimit() throws Exception {
        // Given
        var finish = new CountDownLatch(1);
        var max = new AtomicInteger();
        var inFlight = new AtomicInteger();
        var model =
                guarded(
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
    void halfOpenCircuitLetsOneCallThrough() throws InterruptedException {
        // Given
        var finish = new CountDownLatch(1);
        var model =
                guarded(
                        2,
                        Duration.ofMillis(100),
                        () -> {
                            if (calls.get() <= 2) {
                                return UNAVAILABLE;
                            }
                            finish.await();
                            return ANSWER;
                        });
        model.call(PROMPT);
        model.call(PROMPT);
        await().until(() -> model.circuitDelay().isZero());
        var probe = Thread.ofVirtual().start(() -> callQuietly(model));
        await().until(() -> calls.get() == 3);

        // When
        var other = model.call(PROMPT);

        // Then
        assertThat(other).isInstanceOf(CircuitOpen.class);
        finish.countDown();
        assertThat(probe.join(Duration.ofSeconds(5))).isTrue();
        assertThat(model.call(PROMPT)).isEqualTo(ANSWER);
        assertThat(meters.get("switchboard.model.circuit.open").gauge().value()).isZero();
    }

    @Test
    void cancelledCallsDoNotOpenTheCircuit() throws InterruptedException {
        // Given
        var model = guarded(1, () -> calls.get() <= 3 ? waitForCancel() : ANSWER);

        // When
        for (var i = 1; i <= 3; i++) {
            var number = i;
            var caller = Thread.ofVirtual().start(() -> callQuietly(model));
            await().until(() -> calls.get() == number);
            caller.interrupt();
            caller.join();
        }

        // Then
        assertThat(model.call(PROMPT)).isEqualTo(ANSWER);
        assertThat(timed("cancelled")).isEqualTo(3);
    }

    @Test
    void interruptedCallerCancelsTheCall() throws InterruptedException {
        // Given
        var interrupted = new AtomicBoolean();
        var model = guarded(1, GuardedModelTest::waitForCancel);
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

    private static ModelResult waitForCancel() throws InterruptedException {
        new CountDownLatch(1).await();
        return ANSWER;
    }

    private static void callQuietly(GuardedModel model) {
        try {
            model.call(PROMPT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GuardedModel guarded(int maxConcurrentCalls, Reply reply) {
        return guarded(maxConcurrentCalls, Duration.ofMinutes(1), reply);
    }

    private GuardedModel guarded(int maxConcurrentCalls, Duration circuitDelay, Reply reply) {
        return new GuardedModel(
                new FakeModel(calls, reply),
                TestTerms.of("test"),
                ProviderAccount.ofItsOwn("test"),
                new GuardedModel.Limits(maxConcurrentCalls, 2, circuitDelay, MAX_RETRY_AFTER),
                OpenTelemetry.noop().getTracer("test"),
                meters);
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
