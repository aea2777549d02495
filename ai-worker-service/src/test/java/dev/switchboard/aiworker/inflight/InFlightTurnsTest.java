package dev.switchboard.aiworker.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.event.TurnReady;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightTurnsTest {
    private static final long EPOCH = 2;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InFlightTurns inFlight = new InFlightTurns(meters);
    private final TestConversation customer = TestConversation.ofNewCustomer();
    private final TurnBatch batch = new TurnBatch(List.of(customer.saying("One pizza")));
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void resultOfACallGoesToItsCaller() throws InterruptedException {
        // When
        var result = inFlight.run(batch, EPOCH, true, () -> "Hello");

        // Then
        assertThat(result).contains("Hello");
        assertThat(inFlight.contains(batch.conversation().id())).isFalse();
    }

    @Test
    void newerTurnInterruptsTheCallAndWaitsBehindTheBatch() throws Exception {
        // Given
        var call = startCall(true);
        var newer = customer.saying("no, two");

        // When
        inFlight.arrived(newer);

        // Then
        assertThat(call.get(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(inFlight.waitingBehind(batch))
                .extracting(TurnReady::id)
                .containsExactly(newer.id());
        assertThat(inFlight.waitingBehind(batch.with(newer))).isEmpty();
        assertThat(meters.counter("switchboard.turn.restarts").count()).isEqualTo(1);
    }

    @Test
    void callIsNotStartedWhileANewerTurnWaits() throws InterruptedException {
        // Given
        inFlight.arrived(customer.saying("no, two"));

        // When
        var result = inFlight.run(batch, EPOCH, true, () -> "Hello");

        // Then
        assertThat(result).isEmpty();
    }

    @Test
    void takeoverInterruptsACallThatNewerTurnsDoNot() throws Exception {
        // Given
        var call = startCall(false);
        inFlight.arrived(customer.saying("no, two"));

        // When
        inFlight.takenOver(batch.conversation().id(), EPOCH + 1);

        // Then
        assertThat(call.get(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takeoverOfTheSameEpochInterruptsNothing() throws Exception {
        // Given
        var call = startCall(true);

        // When
        inFlight.takenOver(batch.conversation().id(), EPOCH);

        // Then
        assertThat(call.isDone()).isFalse();
        assertThat(interrupted.getCount()).isEqualTo(1);
        inFlight.arrived(customer.saying("no, two"));
        assertThat(call.get(5, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void newerTurnEndsABackoff() throws Exception {
        // Given
        var backoff =
                new FutureTask<>(() -> {
                    started.countDown();
                    inFlight.backOff(batch, EPOCH, Duration.ofMinutes(5));
                    return true;
                });
        Thread.ofVirtual().start(backoff);
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

        // When
        inFlight.arrived(customer.saying("no, two"));

        // Then
        assertThat(backoff.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private FutureTask<Optional<String>> startCall(boolean isRestartable)
            throws InterruptedException {
        var caller = new FutureTask<>(() -> inFlight.run(batch, EPOCH, isRestartable, this::hang));
        Thread.ofVirtual().start(caller);
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        return caller;
    }

    private String hang() throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await();
            return "too late";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }
}
