package dev.switchboard.outbound.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.IdleSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendLimiterTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final SendCircuitBreakers circuitBreakers =
            new SendCircuitBreakers(
                    IdleSender.all(),
                    new SendRateLimiter(
                            IdleSender.all(), settings(RateLimitSettings.class, Map.of())),
                    settings(
                            DeliverySettings.class,
                            Map.of(
                                    "switchboard.delivery.throttle-delay", "PT0.2S",
                                    "switchboard.delivery.circuit-breaker-threshold", "2",
                                    "switchboard.delivery.circuit-breaker-delay", "PT0.2S",
                                    "switchboard.delivery.misconfigured-number-delay", "PT2S")),
                    new SimpleMeterRegistry(),
                    InstantSource.system());
    private final SendLimiter limiter =
            new SendLimiter(
                    circuitBreakers,
                    settings(
                            FenceSettings.class,
                            Map.of("switchboard.fence.max-concurrent-sends", "4")));

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger acquired = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.forEach(Thread::interrupt);
    }

    @Test
    void oneProviderDoesNotTakeTheSlotsOfTheOther() {
        // Given
        for (var i = 0; i < 10; i++) {
            acquire(DeliveryScene.onTwilio().fromAi("slow"));
        }
        await().atMost(LONG).until(() -> acquired.get() == 3);

        // When
        acquire(DeliveryScene.onMeta().fromAi("quick"));

        // Then
        await().atMost(LONG).until(() -> acquired.get() == 4);
    }

    @Test
    void anOperatorsSendNeedsNoSlot() {
        // Given
        for (var i = 0; i < 3; i++) {
            acquire(DeliveryScene.onTwilio().fromAi("slow"));
        }
        await().atMost(LONG).until(() -> acquired.get() == 3);

        // When
        acquire(DeliveryScene.onTwilio().fromOperator("at once"));

        // Then
        await().atMost(LONG).until(() -> acquired.get() == 4);
    }

    @Test
    void sendMayStartAtOnceOnlyWhereThereIsASlotAndNoBreakerIsOpen() {
        // Given
        var reply = DeliveryScene.onTwilio().fromAi("at once");
        acquire(DeliveryScene.onTwilio().fromAi("slow"));
        acquire(DeliveryScene.onTwilio().fromAi("slow"));
        await().atMost(LONG).until(() -> acquired.get() == 2);

        // When
        var withRoom = limiter.tryAcquire(reply);
        var without = limiter.tryAcquire(reply);
        withRoom.orElseThrow().close();
        circuitBreakers.onResult(reply.conversation(), refused(FailureClass.THROTTLE));
        var throttled = limiter.tryAcquire(reply);

        // Then
        assertThat(without).isEmpty();
        assertThat(throttled).isEmpty();
    }

    @Test
    void aThrottledNumberWaitsAndContinues() throws InterruptedException {
        // Given
        var reply = DeliveryScene.onTwilio().fromAi("too fast");
        var before = System.nanoTime();
        circuitBreakers.onResult(reply.conversation(), refused(FailureClass.THROTTLE));

        // When
        limiter.acquire(reply, Instant.MAX, TakeoverSignal.NEVER).close();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void aThrottledCustomerDelaysNoOther() throws InterruptedException {
        // Given
        var reply = DeliveryScene.onTwilio().fromAi("too much");

        // When
        circuitBreakers.onResult(reply.conversation(), refused(FailureClass.THROTTLE_RECIPIENT));

        // Then
        assertThat(circuitBreakers.isOpen(reply.conversation())).isFalse();
    }

    @Test
    void repeatedFailuresOpenTheProvidersBreaker() throws InterruptedException {
        // Given
        var reply = DeliveryScene.onMeta().fromAi("anybody there?");
        var before = System.nanoTime();
        circuitBreakers.onResult(reply.conversation(), new SendResult.Unknown("no answer"));
        circuitBreakers.onResult(reply.conversation(), new SendResult.Unknown("no answer"));

        // When
        limiter.acquire(reply, Instant.MAX, TakeoverSignal.NEVER).close();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void aRefusedNumberWaitsAndOtherNumbersDoNot() throws InterruptedException {
        // Given
        var reply = DeliveryScene.onTwilio().fromAi("who are you?");
        circuitBreakers.onResult(reply.conversation(), refused(FailureClass.CONFIGURATION));

        // When
        var before = System.nanoTime();
        var another = DeliveryScene.onMeta().fromAi("another number");
        limiter.acquire(another, Instant.MAX, TakeoverSignal.NEVER).close();
        var other = Duration.ofNanos(System.nanoTime() - before);
        limiter.acquire(reply, Instant.MAX, TakeoverSignal.NEVER).close();

        // Then
        assertThat(other).isLessThan(Duration.ofMillis(1500));
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(1500));
    }

    @Test
    void aPartPastItsTimeoutIsTriedOnceMoreThoughTheNumberIsRefused() throws InterruptedException {
        // Given
        var reply = DeliveryScene.onTwilio().fromAi("who are you?");
        circuitBreakers.onResult(reply.conversation(), refused(FailureClass.CONFIGURATION));

        // When
        var before = System.nanoTime();
        limiter.acquire(reply, Instant.now(), TakeoverSignal.NEVER).close();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isLessThan(Duration.ofMillis(1500));
    }

    /** Acquires a slot on a thread of its own and keeps it. */
    private void acquire(ReplyDecided reply) {
        threads.add(
                Thread.startVirtualThread(() -> {
                    try {
                        var slot = limiter.acquire(reply, Instant.MAX, TakeoverSignal.NEVER);
                        acquired.incrementAndGet();
                        Thread.currentThread().join();
                        slot.close();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
    }

    private static SendResult refused(FailureClass failureClass) {
        return new SendResult.Refused(new SendFailure("429", "slow down", failureClass));
    }

    private static <T> T settings(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }
}
