package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.Line;
import dev.switchboard.outbound.pace.Pace;
import dev.switchboard.outbound.pace.PaceSettings;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.outbound.testing.Scene;
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

class SendGateTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Brakes brakes =
            new Brakes(
                    new Pace(settings(PaceSettings.class, Map.of())),
                    settings(
                            DeliverySettings.class,
                            Map.of(
                                    "delivery.throttle-pause", "PT0.2S",
                                    "delivery.failures-to-stop", "2",
                                    "delivery.pause-after-failures", "PT0.2S",
                                    "delivery.pause-while-misconfigured", "PT2S")),
                    new SimpleMeterRegistry(),
                    InstantSource.system());
    private final SendGate gate =
            new SendGate(brakes, settings(FenceSettings.class, Map.of("fence.sends-at-once", "4")));

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger entered = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.forEach(Thread::interrupt);
    }

    @Test
    void oneProviderDoesNotTakeTheRoomOfTheOther() {
        // Given
        for (var i = 0; i < 10; i++) {
            enter(Scene.onTwilio().fromAi("slow"));
        }
        await().atMost(LONG).until(() -> entered.get() == 3);

        // When
        enter(Scene.onMeta().fromAi("quick"));

        // Then
        await().atMost(LONG).until(() -> entered.get() == 4);
    }

    @Test
    void anOperatorsSendNeedsNoRoom() {
        // Given
        for (var i = 0; i < 3; i++) {
            enter(Scene.onTwilio().fromAi("slow"));
        }
        await().atMost(LONG).until(() -> entered.get() == 3);

        // When
        enter(Scene.onTwilio().fromOperator("at once"));

        // Then
        await().atMost(LONG).until(() -> entered.get() == 4);
    }

    @Test
    void aNumberThatIsTooFastWaitsAndGoesOn() throws InterruptedException {
        // Given
        var reply = Scene.onTwilio().fromAi("too fast");
        var before = System.nanoTime();
        brakes.note(reply.conversation(), refused(FailureClass.THROTTLE));

        // When
        gate.enter(reply, Instant.MAX, Line.NEVER_LOST).close();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void oneCustomerWhoGetsTooMuchHoldsNobodyUp() throws InterruptedException {
        // Given
        var reply = Scene.onTwilio().fromAi("too much");

        // When
        brakes.note(reply.conversation(), refused(FailureClass.THROTTLE_RECIPIENT));

        // Then
        assertThat(brakes.isHeld(reply.conversation())).isFalse();
    }

    @Test
    void aProviderThatFailsAgainAndAgainIsLeftAloneForAWhile() throws InterruptedException {
        // Given
        var reply = Scene.onMeta().fromAi("anybody there?");
        var before = System.nanoTime();
        brakes.note(reply.conversation(), new SendResult.Unknown("no answer"));
        brakes.note(reply.conversation(), new SendResult.Unknown("no answer"));

        // When
        gate.enter(reply, Instant.MAX, Line.NEVER_LOST).close();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void aNumberThatIsRefusedWaitsAndOtherNumbersDoNot() throws InterruptedException {
        // Given
        var reply = Scene.onTwilio().fromAi("who are you?");
        brakes.note(reply.conversation(), refused(FailureClass.CONFIGURATION));

        // When
        var before = System.nanoTime();
        var another = Scene.onMeta().fromAi("another number");
        gate.enter(another, Instant.MAX, Line.NEVER_LOST).close();
        var other = Duration.ofNanos(System.nanoTime() - before);
        gate.enter(reply, Instant.MAX, Line.NEVER_LOST).close();

        // Then
        assertThat(other).isLessThan(Duration.ofMillis(1500));
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(1500));
    }

    @Test
    void whatHasWaitedForTooLongIsTriedOnceMoreThoughTheNumberIsRefused()
            throws InterruptedException {
        // Given
        var reply = Scene.onTwilio().fromAi("who are you?");
        brakes.note(reply.conversation(), refused(FailureClass.CONFIGURATION));

        // When
        var before = System.nanoTime();
        gate.enter(reply, Instant.now(), Line.NEVER_LOST).close();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isLessThan(Duration.ofMillis(1500));
    }

    /** Enters on a thread of its own and stays inside. */
    private void enter(ReplyDecided reply) {
        threads.add(
                Thread.startVirtualThread(() -> {
                    try {
                        var room = gate.enter(reply, Instant.MAX, Line.NEVER_LOST);
                        entered.incrementAndGet();
                        Thread.currentThread().join();
                        room.close();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
    }

    private static SendResult refused(FailureClass how) {
        return new SendResult.Refused(new SendFailure("429", "slow down", how));
    }

    private static <T> T settings(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }
}
