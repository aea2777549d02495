package dev.switchboard.transcript.part;

import dev.switchboard.common.event.ProviderStatusReceived;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Stores parked statuses: their part is not known yet. Each is parked once. */
@ApplicationScoped
public class ParkedStatusStore {
    private final StatelessSession session;
    private final StatusProgression progression;

    ParkedStatusStore(StatelessSession session, StatusProgression progression) {
        this.session = session;
        this.progression = progression;
    }

    /**
     * Locks this provider id until the transaction ends: a status is not parked while its part gets
     * the id, and the other way round.
     */
    void lock(String providerMessageId) {
        SqlStatement.of("SELECT pg_advisory_xact_lock(hashtextextended(?, 7))", providerMessageId)
                .run(session);
    }

    void park(ProviderStatusReceived status) {
        session.createNativeMutationQuery(
                        """
                        INSERT INTO parked_status (provider_message_id, status, part, error_code, error_text,
                            provider_time, received_at)
                        VALUES (:id, :status, :part, :code, :text, :providerTime, :receivedAt)
                        ON CONFLICT (provider_message_id, status) DO UPDATE SET
                            error_code = coalesce(parked_status.error_code, excluded.error_code),
                            error_text = coalesce(parked_status.error_text, excluded.error_text)
                        """)
                .setParameter("id", status.providerMessageId())
                .setParameter("status", status.status().name())
                .setParameter(
                        "part", status.part().map(PartId::toString).orElse(null), String.class)
                .setParameter("code", status.errorCode().orElse(null), String.class)
                .setParameter("text", status.errorText().orElse(null), String.class)
                .setParameter("providerTime", status.providerTime())
                .setParameter("receivedAt", status.receivedAt())
                .executeUpdate();
    }

    /** Applies the statuses parked for this provider id to the part, and deletes them. */
    void applyTo(PartId part, String providerMessageId, Instant now) {
        var waiting =
                session.createSelectionQuery(
                                "from ParkedStatusEntity where key.providerMessageId = :id",
                                ParkedStatusEntity.class)
                        .setParameter("id", providerMessageId)
                        .getResultList();
        for (var status : waiting) {
            var reported = status.key.status();
            if (!progression.advance(part, reported, status.errorCode, status.errorText, now)) {
                progression.noteDelivered(part, reported, now);
            }
        }
        session.createNativeMutationQuery(
                        "DELETE FROM parked_status WHERE provider_message_id = :id")
                .setParameter("id", providerMessageId)
                .executeUpdate();
    }

    /**
     * Deletes statuses of messages that this product never sent.
     *
     * @return number of deleted statuses
     */
    @Transactional
    public int deleteBefore(Instant limit) {
        return session.createNativeMutationQuery(
                        "DELETE FROM parked_status WHERE received_at < :limit")
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
