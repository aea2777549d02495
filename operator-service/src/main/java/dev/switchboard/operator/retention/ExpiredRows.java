package dev.switchboard.operator.retention;

import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.OptionalInt;

/** Deletes rows by age, in batches, on one instance at a time. */
@ApplicationScoped
class ExpiredRows {
    private static final String BY_TIME =
            """
            DELETE FROM %1$s
            WHERE ctid = ANY (ARRAY (SELECT ctid FROM %1$s WHERE %2$s < ? ORDER BY %2$s LIMIT ?))
            """;

    /** Messages with all rows that belong to them; not while one of their parts is open. */
    private static final String MESSAGES =
            """
            WITH old AS MATERIALIZED (
                SELECT m.id, m.turn_id FROM message m
                WHERE m.created_at < ?
                  AND NOT EXISTS (SELECT 1 FROM message_part open
                                  WHERE open.reply_id = m.id AND open.state IN ('PENDING', 'SENDING', 'UNKNOWN'))
                ORDER BY m.created_at LIMIT ?),
            decisions AS (DELETE FROM part_decision d USING old WHERE d.reply_id = old.id),
            parts AS (DELETE FROM message_part p USING old WHERE p.reply_id = old.id),
            replies AS (DELETE FROM reply r USING old WHERE r.id = old.id),
            turns AS (DELETE FROM turn_answer t USING old WHERE t.turn_id = old.turn_id)
            DELETE FROM message m USING old WHERE m.id = old.id
            """;

    private final Database database;

    ExpiredRows(Database database) {
        this.database = database;
    }

    /** A table whose rows are deleted one by one. */
    enum Table {
        DEAD_LETTERS(InstanceLock.DEAD_LETTERS, BY_TIME.formatted("dead_letter", "at")),
        CONTROL_CHANGES(InstanceLock.CONTROL_CHANGES, BY_TIME.formatted("control_change", "at")),
        AI_CHANGES(InstanceLock.AI_CHANGES, BY_TIME.formatted("ai_change", "at")),
        AI_CALLS(InstanceLock.AI_CALLS, BY_TIME.formatted("ai_call", "started_at")),
        DEBUG_ENTRIES(InstanceLock.DEBUG_ENTRIES, BY_TIME.formatted("debug_entry", "at")),
        MESSAGES(InstanceLock.MESSAGES, ExpiredRows.MESSAGES);

        private final InstanceLock lock;
        private final String delete;

        Table(InstanceLock lock, String delete) {
            this.lock = lock;
            this.delete = delete;
        }
    }

    /**
     * Deletes at most {@code max} rows from before {@code time}.
     *
     * @return number of deleted rows; empty while another instance deletes from the same table
     */
    public OptionalInt delete(Table table, Instant time, int max) {
        return database.inTransaction(() -> {
            return delete(table.lock, table.delete, time, max);
        });
    }

    /** The same for one partition of the webhook log. */
    public OptionalInt deleteWebhooks(WebhookPartition partition, Instant time, int max) {
        return database.inTransaction(() -> {
            var delete = BY_TIME.formatted(partition.table(), "received_at");
            return delete(InstanceLock.WEBHOOKS, delete, time, max);
        });
    }

    private OptionalInt delete(InstanceLock lock, String delete, Instant time, int max) {
        return lock.tryAcquire(database)
                ? OptionalInt.of(SqlStatement.of(delete, time, max).update(database))
                : OptionalInt.empty();
    }
}
