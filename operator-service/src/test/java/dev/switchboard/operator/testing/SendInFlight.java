package dev.switchboard.operator.testing;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.ownership.ConversationLock;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Holds a conversation's lock as outbound does while a request to the provider is under way. */
@ApplicationScoped
public class SendInFlight {
    private final ConversationLock lock;
    private final Database database;

    SendInFlight(ConversationLock lock, Database database) {
        this.lock = lock;
        this.database = database;
    }

    /** Returns once the lock is held; it is held until the send ends. */
    public Send start(ConversationId conversation) throws InterruptedException {
        var started = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var thread =
                Thread.startVirtualThread(
                        () -> database.runInTransaction(() -> hold(conversation, started, ended)));
        started.await();
        return new Send(thread, ended);
    }

    private void hold(ConversationId conversation, CountDownLatch started, CountDownLatch ended) {
        // Without the timeout of idle transactions: this send stands for a slow database.
        SqlStatement.of("SELECT set_config('idle_in_transaction_session_timeout', '0', true)")
                .run(database);
        lock.shared(conversation, Duration.ofSeconds(1));
        started.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True while a takeover or another change waits for a send. */
    public boolean isWaitedFor() {
        return SqlStatement.of(
                        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted LIMIT"
                                + " 1")
                .firstNumber(database)
                .isPresent();
    }

    /** A send that has not ended. */
    public record Send(Thread thread, CountDownLatch ended) {
        public void end() throws InterruptedException {
            ended.countDown();
            thread.join();
        }
    }
}
