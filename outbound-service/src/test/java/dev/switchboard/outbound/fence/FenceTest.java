package dev.switchboard.outbound.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.outbound.provider.Deadline;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.transcript.control.ControlStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class FenceTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject Fence fence;

    @Inject ControlStore control;

    @Inject StatelessSession session;

    private final ConversationId conversation = new ConversationId(UUID.randomUUID());
    private final CountDownLatch acting = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    @Test
    void whatTheAiDecidedPassesWhileItHasTheLine() {
        // When
        var passage = fence.pass(conversation, 0, acting(_ -> "sent"));

        // Then
        assertThat(passage).isEqualTo(new Passage.Passed<>("sent"));
    }

    @Test
    void nothingPassesWhileAPersonHasTheLineOrAfterwardsUnderTheOldEpoch() {
        // Given
        var acted = new AtomicBoolean();
        control.takeOver(conversation, "ana", Optional.empty());

        // When
        var during = fence.pass(conversation, 1, noting(acted));
        control.handBack(conversation, "ana", Optional.empty());
        var stale = fence.pass(conversation, 0, noting(acted));
        var fresh = fence.pass(conversation, 2, acting(_ -> "sent"));

        // Then
        assertThat(during).isEqualTo(new Passage.Denied<>());
        assertThat(stale).isEqualTo(new Passage.Denied<>());
        assertThat(acted).isFalse();
        assertThat(fresh).isEqualTo(new Passage.Passed<>("sent"));
    }

    @Test
    void aTakeoverAnswersOnlyAfterTheSendInFlight() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var send =
                    CompletableFuture.supplyAsync(
                            () -> fence.pass(conversation, 0, acting(_ -> slowly())), threads);
            acting.await();

            // When
            var takeover =
                    CompletableFuture.supplyAsync(
                            () -> control.takeOver(conversation, "ana", Optional.empty()), threads);
            await().atMost(LONG).until(() -> waitingForTheLock() > 0);

            // Then
            assertThat(takeover).isNotDone();
            answered.countDown();
            assertThat(send.join()).isEqualTo(new Passage.Passed<>("sent"));
            assertThat(takeover.join().changed()).isTrue();
        }
    }

    @Test
    void aPausedSenderLosesTheLockAndItsDeadlineHasPassedWhenItWakes() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var tooLate = new AtomicBoolean();
            var send =
                    CompletableFuture.supplyAsync(
                            () ->
                                    fence.pass(
                                            conversation,
                                            0,
                                            acting(deadline -> {
                                                slowly();
                                                tooLate.set(deadline.hasPassed());
                                                return "woken";
                                            })),
                            threads);
            acting.await();

            // When
            var takeover = control.takeOver(conversation, "ana", Optional.empty());
            answered.countDown();

            // Then
            assertThat(takeover.changed()).isTrue();
            assertThat(send.join()).isEqualTo(new Passage.Unstored<>("woken"));
            assertThat(tooLate).isTrue();
        }
    }

    @Test
    void aResultIsNotForgottenWhenItsTransactionBreaks() {
        // When
        var passage =
                fence.pass(
                        conversation,
                        0,
                        new Act<>(
                                _ -> "sent",
                                () -> {
                                    session.createNativeQuery(
                                                    "SELECT pg_terminate_backend(pg_backend_pid())",
                                                    Boolean.class)
                                            .getResultList();
                                }));

        // Then
        assertThat(passage).isEqualTo(new Passage.Unstored<>("sent"));
    }

    @Test
    void aFailureInTheMidstOfActingIsNotTakenForAnAnswer() {
        assertThatThrownBy(() ->
                        fence.pass(
                                conversation,
                                0,
                                acting(_ -> {
                                    throw new IllegalStateException("half sent");
                                })))
                .hasMessageContaining("half sent");
    }

    private String slowly() {
        acting.countDown();
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "sent";
    }

    private long waitingForTheLock() {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        session.createNativeQuery(
                                        "SELECT count(*) FROM pg_locks"
                                                + " WHERE locktype = 'advisory' AND NOT granted",
                                        Long.class)
                                .getSingleResult());
    }

    private static Crossing<String> acting(Function<Deadline, String> act) {
        return new Act<>(act, () -> {});
    }

    private static Crossing<String> noting(AtomicBoolean acted) {
        return acting(_ -> {
            acted.set(true);
            return "sent";
        });
    }

    private record Act<T>(Function<Deadline, T> act, Runnable storing) implements Crossing<T> {
        @Override
        public T act(Deadline deadline) {
            return act.apply(deadline);
        }

        @Override
        public void store(T result) {
            storing.run();
        }

        @Override
        public void denied() {}
    }
}
