package dev.switchboard.transcript.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.transcript.control.Control.Holder;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class ControlStoreTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject ControlStore controls;

    @Inject ConversationLock lock;

    @Inject AgroalDataSource database;

    @Inject EntityManager entities;

    private final ConversationId conversation = new ConversationId(UUID.randomUUID());

    @Test
    void aConversationThatNeverChangedHandsIsWithTheAi() {
        assertThat(controls.current(conversation)).isEqualTo(new Control(Holder.AI, 0));
    }

    @Test
    void everyChangeOfHandsRaisesTheEpoch() {
        // When
        var taken = controls.takeOver(conversation, "ana", Optional.of("angry customer"));
        var given = controls.handBack(conversation, "ana", Optional.empty());

        // Then
        assertThat(taken.now()).isEqualTo(new Control(Holder.OPERATOR, 1));
        assertThat(given.now()).isEqualTo(new Control(Holder.AI, 2));
        assertThat(controls.current(conversation)).isEqualTo(given.now());
        assertThat(auditRows()).isEqualTo(2);
    }

    @Test
    void whoIsStoppedInATransactionLosesItsLocksBeforeATakeoverGivesUp() throws SQLException {
        // When
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
            rows.next();

            // Then
            assertThat(rows.getString(1)).isEqualTo("6s");
        }
    }

    @Test
    void commitOfATakeoverWaitsForStandbysAsItIsTold() {
        // When
        var during =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            controls.takeOver(conversation, "ana", Optional.empty());
                            return synchronousCommit();
                        });

        // Then
        assertThat(during).isEqualTo("remote_apply");
        assertThat(QuarkusTransaction.requiringNew().call(this::synchronousCommit)).isEqualTo("on");
    }

    private Object synchronousCommit() {
        return entities.createNativeQuery("SHOW synchronous_commit").getSingleResult();
    }

    @Test
    void takingOverTwiceChangesNothingMore() {
        // Given
        controls.takeOver(conversation, "ana", Optional.empty());

        // When
        var again = controls.takeOver(conversation, "bob", Optional.empty());

        // Then
        assertThat(again)
                .isEqualTo(new ControlStore.Change(new Control(Holder.OPERATOR, 1), false));
        assertThat(auditRows()).isEqualTo(1);
    }

    @Test
    void aTakeoverWaitsForTheSendInFlightAndBeatsTheNext() throws Exception {
        // Given
        var sending = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sender =
                    CompletableFuture.runAsync(
                            () ->
                                    QuarkusTransaction.requiringNew()
                                            .run(() -> {
                                                lock.shared(conversation, LONG);
                                                sending.countDown();
                                                uninterruptibly(answered);
                                            }),
                            threads);
            sending.await();

            // When
            var takeover =
                    CompletableFuture.supplyAsync(
                            () -> controls.takeOver(conversation, "ana", Optional.empty()),
                            threads);
            await().atMost(LONG).until(() -> waitingForLock() == 1);
            var next =
                    CompletableFuture.supplyAsync(
                            () ->
                                    QuarkusTransaction.requiringNew()
                                            .call(() -> {
                                                lock.shared(conversation, LONG);
                                                return controls.current(conversation);
                                            }),
                            threads);
            await().atMost(LONG).until(() -> waitingForLock() == 2);

            // Then
            assertThat(takeover).isNotDone();
            answered.countDown();
            sender.join();
            assertThat(takeover.join().changed()).isTrue();
            assertThat(next.join()).isEqualTo(new Control(Holder.OPERATOR, 1));
        }
    }

    @Test
    void sendersDoNotWaitForEachOther() {
        // When
        var second =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            lock.shared(conversation, Duration.ofSeconds(1));
                            return QuarkusTransaction.requiringNew()
                                    .call(() -> {
                                        lock.shared(conversation, Duration.ofSeconds(1));
                                        return true;
                                    });
                        });

        // Then
        assertThat(second).isTrue();
    }

    @Test
    void aLockThatIsNotToBeHadInTimeIsRefusedAndChangesNothing() {
        assertThatException()
                .isThrownBy(() ->
                        QuarkusTransaction.requiringNew()
                                .run(() -> {
                                    lock.shared(conversation, Duration.ofSeconds(1));
                                    QuarkusTransaction.requiringNew()
                                            .run(() ->
                                                    lock.exclusive(
                                                            conversation, Duration.ofMillis(50)));
                                }));
        assertThat(controls.current(conversation)).isEqualTo(Control.UNTOUCHED);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long waitingForLock() throws SQLException {
        return count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    }

    private long auditRows() {
        try {
            return count(
                    "SELECT count(*) FROM control_change WHERE conversation_id = '"
                            + conversation
                            + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
