package dev.switchboard.transcript.ownership;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.session.SessionStore;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the ownership of conversations, and the history of its changes with actor, time and
 * reason.
 */
@ApplicationScoped
public class OwnershipStore {
    /**
     * Timeout of a change of ownership for the lock: longer than a send may hold it (its
     * idle-in-transaction timeout is 5 s), so that the change outlasts the send.
     */
    public static final Duration CHANGE_LOCK_TIMEOUT = Duration.ofSeconds(8);

    /** Columns of {@link #JOINS} that {@link #ownership} reads. */
    public static final String COLUMNS =
            """
            coalesce(ownership.holder, 'AI') AS holder, coalesce(ownership.epoch, 0) AS epoch,
            conversation.opted_out_at IS NOT NULL AS opted_out
            """;

    /** Tables of the ownership, joined to the conversation {@code requested.id}. */
    public static final String JOINS =
            """
            LEFT JOIN conversation_control ownership ON ownership.conversation_id = requested.id
            LEFT JOIN conversation ON conversation.id = requested.id
            """;

    private static final String CURRENT =
            "SELECT " + COLUMNS + "FROM (SELECT CAST(? AS uuid) AS id) requested\n" + JOINS;

    /**
     * Uses the database's clock, as messages do: a handback looks for messages that came before it.
     */
    private static final String CHANGE =
            """
            INSERT INTO conversation_control (conversation_id, holder, epoch, changed_at, changed_by, reason)
            VALUES (?, ?, ?, clock_timestamp(), ?, ?)
            ON CONFLICT (conversation_id) DO UPDATE SET
                holder = excluded.holder, epoch = excluded.epoch, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by, reason = excluded.reason
            """;

    private static final String AUDIT =
            """
            INSERT INTO control_change (conversation_id, from_holder, to_holder, epoch, changed_by, reason, at)
            VALUES (?, ?, ?, ?, ?, ?, clock_timestamp())
            """;

    private final Database database;
    private final ConversationLock lock;
    private final SessionStore sessions;

    OwnershipStore(Database database, ConversationLock lock, SessionStore sessions) {
        this.database = database;
        this.lock = lock;
        this.sessions = sessions;
    }

    /**
     * Returns the ownership, and whether the customer has opted out; a conversation that was never
     * taken over is the AI's at epoch 0.
     */
    public Ownership current(ConversationId conversation) {
        return SqlStatement.of(CURRENT, conversation.value())
                .first(database, OwnershipStore::ownership)
                .orElse(Ownership.INITIAL);
    }

    /** Same as {@link #current}; empty where the AI is switched off for the conversation. */
    public Optional<Ownership> currentWithAiOn(ConversationId conversation) {
        return SqlStatement.of(
                        CURRENT + "WHERE conversation.ai_off IS NOT TRUE", conversation.value())
                .first(database, OwnershipStore::ownership);
    }

    /** Reads the ownership from a row with {@link #COLUMNS}. */
    public static Ownership ownership(ResultSet row) throws SQLException {
        return new Ownership(
                Owner.valueOf(row.getString("holder")),
                row.getLong("epoch"),
                row.getBoolean("opted_out"));
    }

    /**
     * Makes an operator the owner. Waits for a send in flight; once it has returned and the
     * transaction is committed, no AI or system part's send starts. If an operator is the owner
     * already, nothing changes.
     *
     * @return the ownership now, and whether this call changed it
     */
    public ChangeResult takeOver(
            ConversationId conversation, String actor, @Nullable String reason) {
        return change(conversation, Owner.OPERATOR, actor, reason);
    }

    /**
     * Makes the AI the owner again, under a new epoch: replies decided before the takeover are not
     * sent. A session begins.
     */
    public ChangeResult handBack(
            ConversationId conversation, String actor, @Nullable String reason) {
        return change(conversation, Owner.AI, actor, reason);
    }

    private ChangeResult change(
            ConversationId conversation, Owner to, String actor, @Nullable String reason) {
        return database.inTransaction(() -> {
            lock.exclusive(conversation, CHANGE_LOCK_TIMEOUT);
            var before = current(conversation);
            if (before.owner() == to) {
                return new ChangeResult(before, false);
            }
            var after = new Ownership(to, before.epoch() + 1, before.optedOut());
            if (to == Owner.AI) {
                sessions.endHandover(conversation);
            }
            SqlStatement.of(
                            CHANGE,
                            conversation.value(),
                            after.owner().name(),
                            after.epoch(),
                            actor,
                            reason)
                    .run(database);
            SqlStatement.of(
                            AUDIT,
                            conversation.value(),
                            before.owner().name(),
                            after.owner().name(),
                            after.epoch(),
                            actor,
                            reason)
                    .run(database);
            return new ChangeResult(after, true);
        });
    }

    /** Result of a takeover or handback. */
    public record ChangeResult(Ownership ownership, boolean changed) {}
}
