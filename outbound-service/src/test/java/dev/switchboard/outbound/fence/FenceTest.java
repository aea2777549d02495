package dev.switchboard.outbound.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
@WithTestResource(SimulatedProviders.class)
class FenceTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject Fence fence;

    @Inject OwnershipStore ownership;

    @Inject DataSource database;

    private final ConversationId conversation = new ConversationId(UUID.randomUUID());
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    @Test
    void actionOfTheAiRunsWhileItIsTheOwner() {
        // When
        var result = fence.run(conversation, 0, action(_ -> "sent"));

        // Then
        assertThat(result).isEqualTo(new FenceResult.Completed<>("sent"));
    }

    @Test
    void nothingRunsWhileAnOperatorIsTheOwnerOrAfterwardsUnderTheOldEpoch() {
        // Given
        var ran = new AtomicBoolean();
        ownership.takeOver(conversation, "ana", null);

        // When
        var during = fence.run(conversation, 1, marking(ran));
        ownership.handBack(conversation, "ana", null);
        var stale = fence.run(conversation, 0, marking(ran));
        var fresh = fence.run(conversation, 2, action(_ -> "sent"));

        // Then
        assertThat(during).isEqualTo(new FenceResult.Denied<>());
        assertThat(stale).isEqualTo(new FenceResult.Denied<>());
        assertThat(ran).isFalse();
        assertThat(fresh).isEqualTo(new FenceResult.Completed<>("sent"));
    }

    @Test
    void aTakeoverAnswersOnlyAfterTheSendInFlight() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var send =
                    CompletableFuture.supplyAsync(
                            () -> fence.run(conversation, 0, action(_ -> slowly())), threads);
            started.await();

            // When
            var takeover =
                    CompletableFuture.supplyAsync(
                            () -> ownership.takeOver(conversation, "ana", null), threads);
            await().atMost(LONG).until(() -> waitingForTheLock() > 0);

            // Then
            assertThat(takeover).isNotDone();
            answered.countDown();
            assertThat(send.join()).isEqualTo(new FenceResult.Completed<>("sent"));
            assertThat(takeover.join().changed()).isTrue();
        }
    }

    @Test
    void aPausedSenderLosesTheLockAndItsDeadlineHasPassedWhenItResumes()
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var tooLate = new AtomicBoolean();
            var send =
                    CompletableFuture.supplyAsync(
                            () ->
                                    fence.run(
                                            conversation,
                                            0,
                                            action(deadline -> {
                                                slowly();
                                                tooLate.set(deadline.hasPassed());
                                                return "woken";
                                            })),
                            threads);
            started.await();

            // When
            var takeover = ownership.takeOver(conversation, "ana", null);
            answered.countDown();

            // Then
            assertThat(takeover.changed()).isTrue();
            assertThat(send.join()).isEqualTo(new FenceResult.Unstored<>("woken"));
            assertThat(tooLate).isTrue();
        }
    }

    @Test
    void aResultIsReturnedWhenItsTransactionFails() {
        // When
        var result =
                fence.run(
                        conversation,
                        0,
                        new FencedAction<>(
                                _ -> "sent",
                                _ ->
                                        SqlStatement.of(
                                                        "SELECT"
                                                            + " pg_terminate_backend(pg_backend_pid())")
                                                .run(database),
                                () -> {}));

        // Then
        assertThat(result).isEqualTo(new FenceResult.Unstored<>("sent"));
    }

    @Test
    void aFailureOfTheRunningActionIsThrown() {
        assertThatThrownBy(() ->
                        fence.run(
                                conversation,
                                0,
                                action(_ -> {
                                    throw new IllegalStateException("half sent");
                                })))
                .hasMessageContaining("half sent");
    }

    private String slowly() {
        started.countDown();
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "sent";
    }

    private int waitingForTheLock() {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        SqlStatement.of(
                                        "SELECT count(*) FROM pg_locks"
                                                + " WHERE locktype = 'advisory' AND NOT granted")
                                .firstNumber(database)
                                .orElseThrow());
    }

    private static FencedAction<String> action(Function<Deadline, String> run) {
        return new FencedAction<>(run, _ -> {}, () -> {});
    }

    private static FencedAction<String> marking(AtomicBoolean ran) {
        return action(_ -> {
            ran.set(true);
            return "sent";
        });
    }
}
