package dev.switchboard.operator.retention;

import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.hibernate.Session;

/** Deletes rows by age, a few at a time. */
@ApplicationScoped
class OldRows {
    /** Told from every other advisory lock by the two numbers: "retention", and which table. */
    private static final String ALONE = "SELECT pg_try_advisory_xact_lock(1919250545, ?)::int";

    private final Session session;

    OldRows(Session session) {
        this.session = session;
    }

    /** A table that grows with time. */
    enum Table {
        WEBHOOKS("webhook_record", "received_at"),
        DEAD_LETTERS("dead_letter", "at");

        private final String delete;

        Table(String name, String time) {
            delete =
                    "DELETE FROM %1$s WHERE id IN (SELECT id FROM %1$s WHERE %2$s < ? ORDER BY %2$s LIMIT ?)"
                            .formatted(name, time);
        }
    }

    /**
     * Deletes at most {@code most} rows from before {@code time}; none while another instance is at
     * the same table.
     *
     * @return how many it deleted
     */
    @Transactional
    public int delete(Table table, Instant time, int most) {
        var alone = PlainStatement.of(ALONE, table.ordinal()).firstNumber(session).orElse(0) == 1;
        return alone ? PlainStatement.of(table.delete, time, most).change(session) : 0;
    }
}
