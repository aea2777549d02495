package dev.switchboard.operator.retention;

import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.OptionalInt;
import org.hibernate.Session;

/** Deletes rows by age, a few at a time, on one instance at a time. */
@ApplicationScoped
class OldRows {
    private static final String BY_TIME =
            """
            DELETE FROM %1$s
            WHERE ctid = ANY (ARRAY (SELECT ctid FROM %1$s WHERE %2$s < ? ORDER BY %2$s LIMIT ?))
            """;

    /** With all that is known of a message by its id; not while one of its parts is still open. */
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

    private final Session session;

    OldRows(Session session) {
        this.session = session;
    }

    /** A table from which rows go one by one. */
    enum Table {
        DEAD_LETTERS(OneInstance.DEAD_LETTERS, BY_TIME.formatted("dead_letter", "at")),
        CONTROL_CHANGES(OneInstance.CONTROL_CHANGES, BY_TIME.formatted("control_change", "at")),
        MESSAGES(OneInstance.MESSAGES, OldRows.MESSAGES);

        private final OneInstance lock;
        private final String delete;

        Table(OneInstance lock, String delete) {
            this.lock = lock;
            this.delete = delete;
        }
    }

    /**
     * Deletes at most {@code max} rows from before {@code time}.
     *
     * @return how many it deleted; empty while another instance is at the same table
     */
    @Transactional
    public OptionalInt delete(Table table, Instant time, int max) {
        return delete(table.lock, table.delete, time, max);
    }

    /** The same for one partition of the webhook log. */
    @Transactional
    public OptionalInt deleteWebhooks(WebhookPartition partition, Instant time, int max) {
        var delete = BY_TIME.formatted(partition.table(), "received_at");
        return delete(OneInstance.WEBHOOKS, delete, time, max);
    }

    private OptionalInt delete(OneInstance lock, String delete, Instant time, int max) {
        return lock.isTaken(session)
                ? OptionalInt.of(PlainStatement.of(delete, time, max).change(session))
                : OptionalInt.empty();
    }
}
