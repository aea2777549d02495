package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.optionalText;

import dev.switchboard.common.event.DeliveryStatus;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.part.StatusProgression.ReportedStatus;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

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

    private static final String OF_MESSAGE =
            "SELECT status, error_code, error_text FROM parked_status WHERE provider_message_id ="
                    + " ?";

    private final Database database;
    private final StatusProgression progression;

    ParkedStatusStore(Database database, StatusProgression progression) {
        this.database = database;
        this.progression = progression;
    }

    /**
     * Locks this provider id until the transaction ends: a status is not parked while its part gets
     * the id, and the other way round.
     */
    void lock(String providerMessageId) {
        SqlStatement.of("SELECT pg_advisory_xact_lock(hashtextextended(?, 7))", providerMessageId)
                .run(database);
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

    /** Applies the statuses parked for this provider id to the part, and deletes them. */
    void applyTo(PartId part, String providerMessageId, Instant now) {
        var waiting =
                SqlStatement.of(OF_MESSAGE, providerMessageId)
                        .rows(database, ParkedStatusStore::status);
        for (var status : waiting) {
            if (!progression.advance(part, status, now)) {
                progression.noteDelivered(part, status.status(), now);
            }
        }
        SqlStatement.of(
                        "DELETE FROM parked_status WHERE provider_message_id = ?",
                        providerMessageId)
                .run(database);
    }

    private static ReportedStatus status(ResultSet row) throws SQLException {
        return new ReportedStatus(
                constant(DeliveryStatus.class, row, "status"),
                optionalText(row, "error_code"),
                optionalText(row, "error_text"));
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
