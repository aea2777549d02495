package dev.switchboard.transcript.part;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.ownership.ConversationLock;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.RoundTrip;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads, right before a request leaves, whether a begun send may still happen. By the database's
 * clock, because the caller's may have been paused.
 */
@ApplicationScoped
public class SendPermissions {
    /** Condition that no other attempt has taken the part up, nor could have. */
    private static final String IS_CURRENT =
            "part.state = 'SENDING' AND part.attempts = ? AND clock_timestamp() < ?";

    /** The timeouts are set before the lock is taken, as the row that it is taken for. */
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock_shared(?)
              FROM (SELECT set_config('lock_timeout', ?, true),
                           set_config('idle_in_transaction_session_timeout', ?, true)) AS timeouts
            """;

    /** Sees the change of ownership that the lock waited for, as a statement of its own. */
    private static final String PERMISSION =
            """
            SELECT %s, coalesce(%s, false) AS is_current
              FROM (SELECT CAST(? AS uuid) AS id) requested
              %s
              LEFT JOIN message_part part ON part.reply_id = ? AND part.number = ?
            """
                    .formatted(OwnershipStore.COLUMNS, IS_CURRENT, OwnershipStore.JOINS);

    private static final String CURRENT =
            "SELECT 1 FROM message_part part WHERE part.reply_id = ? AND part.number = ? AND "
                    + IS_CURRENT;

    private final Database database;

    SendPermissions(Database database) {
        this.database = database;
    }

    /**
     * Reads the ownership, and keeps it unchanged until the transaction ends: takes the
     * conversation's lock as {@link ConversationLock#shared} does.
     *
     * @param startDeadline no request of this attempt starts later, by the database's clock
     * @param lockTimeout after this the statement fails (SQL state 55P03)
     * @param idleTimeout after this PostgreSQL ends the transaction if it is idle
     */
    public SendPermission lock(
            ConversationId conversation,
            PartId part,
            int attempt,
            Instant startDeadline,
            Duration lockTimeout,
            Duration idleTimeout) {
        database.requireTransaction();
        var trip = new RoundTrip();
        trip.add(
                SqlStatement.of(
                        LOCK,
                        ConversationLock.key(conversation),
                        lockTimeout.toMillis() + "ms",
                        idleTimeout.toMillis() + "ms"));
        var permission =
                trip.add(
                        SqlStatement.of(
                                PERMISSION,
                                attempt,
                                startDeadline,
                                conversation.value(),
                                part.reply().value(),
                                part.number()),
                        SendPermission::of);
        trip.run(database);
        return permission.get().getFirst();
    }

    /**
     * Returns whether this attempt may still send its request, whoever the owner is: no other has
     * taken the part up meanwhile, nor could have since the attempt was begun.
     *
     * @param startDeadline as for {@link #lock}
     */
    public boolean isCurrent(PartId part, int attempt, Instant startDeadline) {
        return SqlStatement.of(CURRENT, part.reply().value(), part.number(), attempt, startDeadline)
                .firstNumber(database)
                .isPresent();
    }

    /**
     * Answer to a begun send.
     *
     * @param isCurrent whether this attempt may still send its request, as far as other attempts
     *     matter
     */
    public record SendPermission(Ownership ownership, boolean isCurrent) {
        static SendPermission of(ResultSet row) throws SQLException {
            return new SendPermission(OwnershipStore.ownership(row), row.getBoolean("is_current"));
        }
    }
}
