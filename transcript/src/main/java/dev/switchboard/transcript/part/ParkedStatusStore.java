package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.sql.Columns.optionalConstant;
import static dev.switchboard.transcript.sql.Columns.optionalText;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.part.StatusProgression.ReportedStatus;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores parked statuses: their part is not known yet. Each is parked once. */
@ApplicationScoped
public class ParkedStatusStore {
    private static final String PARK =
            """
            INSERT INTO parked_status (provider_message_id, status, part, error_code, error_text,
                provider_time, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (provider_message_id, status) DO UPDATE SET
                error_code = coalesce(parked_status.error_code, excluded.error_code),
                error_text = coalesce(parked_status.error_text, excluded.error_text)
            """;

    /** Parks statuses other than failures, which have neither code nor text. */
    private static final String PARK_ALL =
            """
            INSERT INTO parked_status (provider_message_id, status, part, provider_time, received_at)
            SELECT * FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]),
                                 CAST(? AS timestamptz[]), CAST(? AS timestamptz[]))
            ON CONFLICT (provider_message_id, status) DO NOTHING
            """;

    /**
     * Statement that locks a provider id until the transaction ends: a status is not parked while
     * its part gets the id, and the other way round.
     */
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 7))";

    /** The same for several ids, in the order of the array: no two callers block each other. */
    private static final String LOCK_ALL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended(id, 7))
              FROM (SELECT id FROM unnest(CAST(? AS text[])) WITH ORDINALITY AS ids (id, n) ORDER BY n) ids
            """;

    /** Takes the statuses that wait for a provider id out; rows for {@link #waiting}. */
    static final String TAKE =
            """
            DELETE FROM parked_status WHERE provider_message_id = ?
            RETURNING status AS waiting_status, error_code, error_text
            """;

    private final Database database;

    ParkedStatusStore(Database database) {
        this.database = database;
    }

    /** Locks this provider id until the transaction ends. */
    void lock(String providerMessageId) {
        SqlStatement.of(LOCK, providerMessageId).run(database);
    }

    /** Locks these provider ids until the transaction ends. */
    void lockAll(SortedSet<String> providerMessageIds) {
        SqlStatement.of(LOCK_ALL, (Object) providerMessageIds.toArray(String[]::new)).run(database);
    }

    void park(ProviderStatusReceived status) {
        SqlStatement.of(
                        PARK,
                        status.providerMessageId(),
                        status.status().name(),
                        status.part().map(PartId::toString).orElse(null),
                        status.errorCode().orElse(null),
                        status.errorText().orElse(null),
                        status.providerTime(),
                        status.receivedAt())
                .run(database);
    }

    /** Parks statuses other than failures; each is parked once. */
    void parkAll(List<ProviderStatusReceived> statuses) {
        SqlStatement.of(
                        PARK_ALL,
                        texts(statuses, ProviderStatusReceived::providerMessageId),
                        texts(statuses, status -> status.status().name()),
                        texts(statuses, status -> status.part().map(PartId::toString).orElse(null)),
                        texts(statuses, status -> status.providerTime().toString()),
                        texts(statuses, status -> status.receivedAt().toString()))
                .run(database);
    }

    private static @Nullable String[] texts(
            List<ProviderStatusReceived> statuses,
            Function<ProviderStatusReceived, @Nullable String> value) {
        return statuses.stream().map(value).toArray(String[]::new);
    }

    /** Reads a status that waited; empty if the row has none. */
    static Optional<ReportedStatus> waiting(ResultSet row) throws SQLException {
        var code = optionalText(row, "error_code");
        var text = optionalText(row, "error_text");
        return optionalConstant(DeliveryStatus.class, row, "waiting_status")
                .map(status -> new ReportedStatus(status, code, text));
    }

    /**
     * Deletes statuses of messages that this product never sent.
     *
     * @return number of deleted statuses
     */
    public int deleteBefore(Instant limit) {
        return SqlStatement.of("DELETE FROM parked_status WHERE received_at < ?", limit)
                .update(database);
    }
}
