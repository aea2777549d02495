package dev.switchboard.transcript.part;

import dev.switchboard.model.event.ProviderStatusReceived;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Statuses that came before anybody knew which part they speak of; each waits once. */
@ApplicationScoped
public class ParkedStatusStore {
    private final StatelessSession session;
    private final StatusLadder ladder;

    ParkedStatusStore(StatelessSession session, StatusLadder ladder) {
        this.session = session;
        this.ladder = ladder;
    }

    /**
     * Holds, until the transaction ends, whoever else works on this provider id: a status is not
     * parked while its part learns the id, and the other way round.
     */
    void lock(String providerMessageId) {
        PlainStatement.of("SELECT pg_advisory_xact_lock(hashtextextended(?, 7))", providerMessageId)
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

    /** Applies what waits for this provider id to the part, and lets it go. */
    void applyTo(PartId part, String providerMessageId, Instant now) {
        var waiting =
                session.createSelectionQuery(
                                "from ParkedStatusEntity where key.providerMessageId = :id",
                                ParkedStatusEntity.class)
                        .setParameter("id", providerMessageId)
                        .getResultList();
        for (var status : waiting) {
            var told = status.key.status();
            if (!ladder.climb(part, told, status.errorCode, status.errorText, now)) {
                ladder.noteDelivered(part, told, now);
            }
        }
        session.createNativeMutationQuery(
                        "DELETE FROM parked_status WHERE provider_message_id = :id")
                .setParameter("id", providerMessageId)
                .executeUpdate();
    }

    /**
     * Lets go of statuses for messages that this product never sent.
     *
     * @return how many
     */
    @Transactional
    public int forgetBefore(Instant limit) {
        return session.createNativeMutationQuery(
                        "DELETE FROM parked_status WHERE received_at < :limit")
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
