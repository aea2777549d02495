package dev.switchboard.operator.retention;

import static dev.switchboard.operator.retention.WebhookPartition.PARENT;
import static dev.switchboard.operator.retention.WebhookPartition.REST;

import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.Session;

/** Makes the webhook log's days and drops them, on one instance at a time. */
@ApplicationScoped
class WebhookPartitions {
    /**
     * Whoever reads or writes the log waits no longer than this for a day to be made or dropped.
     */
    private static final String LOCK_WAIT = "SET LOCAL lock_timeout = '2s'";

    private static final String ALL =
            """
            SELECT part.relname FROM pg_inherits link JOIN pg_class part ON part.oid = link.inhrelid
            WHERE link.inhparent = to_regclass(?) ORDER BY part.relname
            """;

    private static final String CREATE =
            "CREATE TABLE %s (LIKE " + PARENT + " INCLUDING DEFAULTS INCLUDING INDEXES)";

    /** Nothing of the day may come to lie there between the move and the attachment. */
    private static final String HOLD_REST =
            "LOCK TABLE " + REST.table() + " IN ACCESS EXCLUSIVE MODE";

    private static final String COUNT_IN_REST =
            "SELECT count(*) FROM (SELECT 1 FROM "
                    + REST.table()
                    + " WHERE received_at >= ? AND received_at < ? LIMIT ?) found";

    private static final String MOVE =
            """
            WITH moved AS (DELETE FROM %s WHERE received_at >= ? AND received_at < ? RETURNING *)
            INSERT INTO %s SELECT * FROM moved
            """;

    /** Bounds are part of the table's definition: they can be no parameters. */
    private static final String ATTACH =
            "ALTER TABLE " + PARENT + " ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')";

    /** More than this would hold up those who write. */
    private static final int MAX_MOVED = 10_000;

    private final Session session;

    WebhookPartitions(Session session) {
        this.session = session;
    }

    /** All of them, also those that others made. */
    @Transactional
    public List<WebhookPartition> all() {
        return PlainStatement.of(ALL, PARENT)
                .rows(session, row -> WebhookPartition.named(row.getString(1)));
    }

    /**
     * Makes the day's partition, with what the rest holds of that day; does nothing while another
     * instance is at it, where there is one, or where the rest holds so much of that day that it
     * stays there until it is too old.
     *
     * @return whether it was made
     */
    @Transactional
    public boolean create(LocalDate day) {
        var partition = WebhookPartition.of(day);
        var from = WebhookPartition.startOf(day);
        var to = WebhookPartition.startOf(day.plusDays(1));
        if (!OneInstance.WEBHOOKS.isTaken(session) || exists(partition)) {
            return false;
        }
        run(LOCK_WAIT);
        run(CREATE.formatted(partition.table()));
        run(HOLD_REST);
        var inRest =
                PlainStatement.of(COUNT_IN_REST, from, to, MAX_MOVED + 1)
                        .firstNumber(session)
                        .orElse(0);
        if (inRest > MAX_MOVED) {
            run("DROP TABLE " + partition.table());
            return false;
        }
        PlainStatement.of(MOVE.formatted(REST.table(), partition.table()), from, to).run(session);
        run(ATTACH.formatted(partition.table(), from, to));
        return true;
    }

    private boolean exists(WebhookPartition partition) {
        return PlainStatement.of("SELECT (to_regclass(?) IS NOT NULL)::int", partition.table())
                        .firstNumber(session)
                        .orElse(0)
                == 1;
    }

    /**
     * Drops the partition with all that it holds; does nothing while another instance is at it.
     *
     * @return whether it was there and is dropped
     */
    @Transactional
    public boolean drop(WebhookPartition partition) {
        if (!OneInstance.WEBHOOKS.isTaken(session) || !exists(partition)) {
            return false;
        }
        run(LOCK_WAIT);
        run("DROP TABLE " + partition.table());
        return true;
    }

    private void run(String statement) {
        PlainStatement.of(statement).run(session);
    }
}
