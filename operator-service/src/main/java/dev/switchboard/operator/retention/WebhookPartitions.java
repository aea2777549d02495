package dev.switchboard.operator.retention;

import static dev.switchboard.operator.retention.WebhookPartition.PARENT;
import static dev.switchboard.operator.retention.WebhookPartition.REST;

import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/** Creates and drops the webhook log's daily partitions, on one instance at a time. */
@ApplicationScoped
class WebhookPartitions {
    /** Maximum wait of the log's readers and writers while a partition is created or dropped. */
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

    private static final String ALL =
            """
            SELECT part.relname FROM pg_inherits link JOIN pg_class part ON part.oid = link.inhrelid
            WHERE link.inhparent = to_regclass(?) ORDER BY part.relname
            """;

    private static final String CREATE =
            "CREATE TABLE %s (LIKE " + PARENT + " INCLUDING DEFAULTS INCLUDING INDEXES)";

    /** No row of the day may be added there between the move and the attachment. */
    private static final String LOCK_REST =
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

    /** Bounds are part of the table's definition and cannot be parameters. */
    private static final String ATTACH =
            "ALTER TABLE " + PARENT + " ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')";

    /** More than this would block writers too long. */
    private static final int MAX_MOVED_ROWS = 10_000;

    private final Database database;

    WebhookPartitions(Database database) {
        this.database = database;
    }

    /** All partitions, whoever created them. */
    public List<WebhookPartition> all() {
        return SqlStatement.of(ALL, PARENT)
                .rows(database, row -> WebhookPartition.named(row.getString(1)));
    }

    /**
     * Creates the day's partition and moves that day's rows from the rest into it; does nothing
     * while another instance is at it, if the partition exists, or if the rest has so many rows of
     * that day that they stay there until they are too old.
     *
     * @return true if it was created
     */
    public boolean create(LocalDate day) {
        return database.inTransaction(() -> {
            var partition = WebhookPartition.of(day);
            var from = WebhookPartition.startOf(day);
            var to = WebhookPartition.startOf(day.plusDays(1));
            if (!InstanceLock.WEBHOOKS.tryAcquire(database) || exists(partition)) {
                return false;
            }
            run(LOCK_TIMEOUT);
            run(CREATE.formatted(partition.table()));
            run(LOCK_REST);
            var inRest =
                    SqlStatement.of(COUNT_IN_REST, from, to, MAX_MOVED_ROWS + 1)
                            .firstNumber(database)
                            .orElse(0);
            if (inRest > MAX_MOVED_ROWS) {
                run("DROP TABLE " + partition.table());
                return false;
            }
            SqlStatement.of(MOVE.formatted(REST.table(), partition.table()), from, to)
                    .run(database);
            run(ATTACH.formatted(partition.table(), from, to));
            return true;
        });
    }

    private boolean exists(WebhookPartition partition) {
        return SqlStatement.of("SELECT (to_regclass(?) IS NOT NULL)::int", partition.table())
                        .firstNumber(database)
                        .orElse(0)
                == 1;
    }

    /**
     * Drops the partition with all that it holds; does nothing while another instance is at it.
     *
     * @return true if it existed and is dropped
     */
    public boolean drop(WebhookPartition partition) {
        return database.inTransaction(() -> {
            if (!InstanceLock.WEBHOOKS.tryAcquire(database) || !exists(partition)) {
                return false;
            }
            run(LOCK_TIMEOUT);
            run("DROP TABLE " + partition.table());
            return true;
        });
    }

    private void run(String statement) {
        SqlStatement.of(statement).run(database);
    }
}
