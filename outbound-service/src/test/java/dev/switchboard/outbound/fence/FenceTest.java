package dev.switchboard.outbound.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.send.Permit;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.outbound.testing.DeliveryScene;
import dev.switchboard.outbound.testing.SimulatedProviders;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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

    @Inject PartStore parts;

    @Inject Database database;

    private final ReplyDecided reply = DeliveryScene.onTwilio().fromAi("hello");
    private final PartId part = new PartId(reply.id(), 1);
    private final ConversationId conversation = reply.conversation().id();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    @Test
    void actionOfTheAiRunsWhileItIsTheOwner() {
        // When
        var result = fence.run(attempt(0), action(FenceTest::send));

        // Then
        assertThat(result).isEqualTo(new FenceResult.Completed<>("sent"));
    }

    @Test
    void nothingRunsWhileAnOperatorIsTheOwnerOrAfterwardsUnderTheOldEpoch() {
        // Given
        ownership.takeOver(conversation, "ana", null);

        // When
        var during = fence.run(attempt(1), action(FenceTest::send));
        ownership.handBack(conversation, "ana", null);
        var stale = fence.run(attempt(0), action(FenceTest::send));
        var fresh = fence.run(attempt(2), action(FenceTest::send));

        // Then
        assertThat(during).isEqualTo(new FenceResult.Denied<>());
        assertThat(stale).isEqualTo(new FenceResult.Denied<>());
        assertThat(fresh).isEqualTo(new FenceResult.Completed<>("sent"));
    }

    @Test
    void partWhoseRequestCouldNotBeMadeIsDeniedAllTheSame() {
        // Given
        ownership.takeOver(conversation, "ana", null);

        // When
        var result = fence.run(attempt(0), action(_ -> "not connected"));

        // Then
        assertThat(result).isEqualTo(new FenceResult.Denied<>());
    }

    @Test
    void attemptThatAnotherHasSupersededIsNotPermitted() {
        // Given
        var attempt = attempt(0);
        parts.postpone(part, 1, Instant.now());
        parts.beginSending(part, Instant.now());

        // When
        var fenced = fence.run(attempt, action(FenceTest::send));
        var unfenced = fence.runWithoutLock(attempt, action(FenceTest::send));

        // Then
        assertThat(fenced).isEqualTo(new FenceResult.Completed<>("not permitted"));
        assertThat(unfenced).isEqualTo(new FenceResult.Unstored<>("not permitted"));
    }

    @Test
    void takeoverDoesNotWaitForASendThatIsStillConnecting() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var attempt = attempt(0);
            var send =
                    CompletableFuture.supplyAsync(
                            () ->
                                    fence.run(
                                            attempt,
                                            action(permit -> {
                                                slowly();
                                                return send(permit);
                                            })),
                            threads);
            started.await();

            // When
            var takeover = ownership.takeOver(conversation, "ana", null);
            answered.countDown();

            // Then
            assertThat(takeover.changed()).isTrue();
            assertThat(send.join()).isEqualTo(new FenceResult.Denied<>());
        }
    }

    @Test
    void aTakeoverAnswersOnlyAfterTheSendInFlight() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var attempt = attempt(0);
            var send =
                    CompletableFuture.supplyAsync(
                            () -> fence.run(attempt, action(this::sendSlowly)), threads);
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
            var attempt = attempt(0);
            var send =
                    CompletableFuture.supplyAsync(
                            () ->
                                    fence.run(
                                            attempt,
                                            action(permit -> {
                                                sendSlowly(permit);
                                                tooLate.set(permit.deadline().hasPassed());
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
                        attempt(0),
                        new FencedAction<>(FenceTest::send, _ -> endSession(), () -> {}));

        // Then
        assertThat(result).isEqualTo(new FenceResult.Unstored<>("sent"));
    }

    @Test
    void nothingIsSentWhenTheStoreCannotBeAsked() {
        // When
        var result =
                fence.run(
                        attempt(0),
                        action(permit -> {
                            endSessionUnnoticed();
                            return send(permit);
                        }));

        // Then
        assertThat(result).isInstanceOf(FenceResult.NotStarted.class);
    }

    @Test
    void aFailureOfTheRunningActionIsThrown() {
        // Given
        var attempt = attempt(0);

        // When
        var run = assertThatThrownBy(() -> fence.run(attempt, action(FenceTest::failHalfSent)));

        // Then
        run.hasMessageContaining("half sent");
    }

    /** Begins a send of the part, of which there is none yet or which is sent by nobody else. */
    private FencedAttempt attempt(long epoch) {
        parts.plan(reply, List.of(PartContent.text("hello")), Instant.now());
        parts.find(part).ifPresent(it -> parts.postpone(part, it.attempts(), Instant.now()));
        return new FencedAttempt(
                conversation,
                epoch,
                part,
                parts.beginSending(part, Instant.now()).orElseThrow(),
                Duration.ofMinutes(1));
    }

    /** Asks as a channel's sender does when it is connected: a failure is a no. */
    private static String send(Permit permit) {
        try {
            return permit.check().getAsBoolean() ? "sent" : "not permitted";
        } catch (RuntimeException e) {
            return "not permitted";
        }
    }

    private static String failHalfSent(Permit permit) {
        send(permit);
        throw new IllegalStateException("half sent");
    }

    private String sendSlowly(Permit permit) {
        var result = send(permit);
        slowly();
        return result;
    }

    private void slowly() {
        started.countDown();
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the session of the fence's transaction, on whose thread it is called. */
    private void endSession() {
        SqlStatement.of("SELECT pg_terminate_backend(pg_backend_pid())").run(database);
    }

    /** Same as {@link #endSession}, by another session, so that the caller does not notice. */
    private void endSessionUnnoticed() {
        var session =
                SqlStatement.of("SELECT pg_backend_pid()").firstNumber(database).orElseThrow();
        CompletableFuture.runAsync(() ->
                        SqlStatement.of("SELECT pg_terminate_backend(?)", session).run(database))
                .join();
    }

    private int waitingForTheLock() {
        return SqlStatement.of(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                .firstNumber(database)
                .orElseThrow();
    }

    private static FencedAction<String> action(Function<Permit, String> run) {
        return new FencedAction<>(run, _ -> {}, () -> {});
    }
}
