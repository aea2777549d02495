package dev.switchboard.transcript.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class OwnershipStoreTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Inject OwnershipStore ownerships;

    @Inject ConversationLock lock;

    @Inject Database database;

    private final ConversationId conversation = new ConversationId(UUID.randomUUID());

    @Test
    void conversationThatWasNeverTakenOverIsOwnedByTheAi() {
        assertThat(ownerships.current(conversation)).isEqualTo(new Ownership(Owner.AI, 0));
    }

    @Test
    void everyChangeOfOwnershipRaisesTheEpoch() {
        // When
        var takeover = ownerships.takeOver(conversation, "ana", "angry customer");
        var handback = ownerships.handBack(conversation, "ana", null);

        // Then
        assertThat(takeover.ownership()).isEqualTo(new Ownership(Owner.OPERATOR, 1));
        assertThat(handback.ownership()).isEqualTo(new Ownership(Owner.AI, 2));
        assertThat(ownerships.current(conversation)).isEqualTo(handback.ownership());
        assertThat(auditRows()).isEqualTo(2);
    }

    @Test
    void idleTransactionLosesItsLocksBeforeATakeoverTimesOut() {
        assertThat(shown("idle_in_transaction_session_timeout")).isEqualTo("6s");
    }

    @Test
    void commitOfATakeoverWaitsForStandbysAsConfigured() {
        // When
        var during =
                database.inTransaction(() -> {
                    ownerships.takeOver(conversation, "ana", null);
                    return shown("synchronous_commit");
                });

        // Then
        assertThat(during).isEqualTo("remote_apply");
        assertThat(shown("synchronous_commit")).isEqualTo("on");
    }

    private String shown(String setting) {
        return SqlStatement.of("SHOW " + setting)
                .first(database, row -> row.getString(1))
                .orElseThrow();
    }

    @Test
    void takingOverTwiceChangesNothingMore() {
        // Given
        ownerships.takeOver(conversation, "ana", null);

        // When
        var again = ownerships.takeOver(conversation, "bob", null);

        // Then
        assertThat(again)
                .isEqualTo(
                        new OwnershipStore.ChangeResult(new Ownership(Owner.OPERATOR, 1), false));
        assertThat(auditRows()).isEqualTo(1);
    }

    @Test
    void takeoverWaitsForTheSendInFlightAndPrecedesTheNext() throws Exception {
        // Given
        var sending = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sender =
                    CompletableFuture.runAsync(
                            () ->
                                    database.runInTransaction(() -> {
                                        lock.shared(conversation, TIMEOUT);
                                        sending.countDown();
                                        uninterruptibly(answered);
                                    }),
                            threads);
            sending.await();

            // When
            var takeover =
                    CompletableFuture.supplyAsync(
                            () -> ownerships.takeOver(conversation, "ana", null), threads);
            await().atMost(TIMEOUT).until(() -> waitingForLock() == 1);
            var next =
                    CompletableFuture.supplyAsync(
                            () ->
                                    database.inTransaction(() -> {
                                        lock.shared(conversation, TIMEOUT);
                                        return ownerships.current(conversation);
                                    }),
                            threads);
            await().atMost(TIMEOUT).until(() -> waitingForLock() == 2);

            // Then
            assertThat(takeover).isNotDone();
            answered.countDown();
            sender.join();
            assertThat(takeover.join().changed()).isTrue();
            assertThat(next.join()).isEqualTo(new Ownership(Owner.OPERATOR, 1));
        }
    }

    @Test
    void sendersDoNotWaitForEachOther() {
        // When
        var second =
                database.inTransaction(() -> {
                    lock.shared(conversation, Duration.ofSeconds(1));
                    return database.inNewTransaction(() -> {
                        lock.shared(conversation, Duration.ofSeconds(1));
                        return true;
                    });
                });

        // Then
        assertThat(second).isTrue();
    }

    @Test
    void lockTimeoutFailsAndChangesNothing() {
        assertThatException()
                .isThrownBy(() ->
                        database.runInTransaction(() -> {
                            lock.shared(conversation, Duration.ofSeconds(1));
                            database.inNewTransaction(() -> {
                                lock.exclusive(conversation, Duration.ofMillis(50));
                                return true;
                            });
                        }));
        assertThat(ownerships.current(conversation)).isEqualTo(Ownership.INITIAL);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long waitingForLock() {
        return count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    }

    private long auditRows() {
        return count(
                "SELECT count(*) FROM control_change WHERE conversation_id = ?",
                conversation.value());
    }

    private long count(String query, Object... parameters) {
        return SqlStatement.of(query, parameters)
                .first(database, row -> row.getLong(1))
                .orElseThrow();
    }
}
