package dev.switchboard.transcript.part;

import dev.switchboard.model.identity.PartId;
import dev.switchboard.transcript.part.PartVerdict.Refused;
import dev.switchboard.transcript.part.PartVerdict.Stands;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/**
 * What operators decide about parts of unknown outcome. A decision is about the attempt whose
 * outcome is unknown, and no other; what a provider says first, or says later, goes before it.
 */
@ApplicationScoped
public class PartDecisions {
    /** The failure code of a part that an operator has dropped: a belief, not a provider's word. */
    public static final String DROPPED = "dropped-by-operator";

    private static final String DECIDE =
            """
            INSERT INTO part_decision (reply_id, number, attempt, decision, decided_by, at)
            VALUES (:reply, :number, :attempt, :decision, :who, :now) RETURNING id
            """;
    private static final String DROP =
            """
            UPDATE message_part SET state = 'FAILED', failure_code = '%s',
                   failure_text = 'An operator has decided not to send it again', updated_at = :now
             WHERE reply_id = :reply AND number = :number
            """
                    .formatted(DROPPED);
    private static final String TAKE_UP =
            """
            UPDATE message_part part
               SET state = 'PENDING', sending_since = NULL, failure_code = NULL, failure_text = NULL,
                   resumed_at = :now, updated_at = :now
             WHERE reply_id = :reply AND number = :number AND state = 'UNKNOWN'
               AND EXISTS (SELECT 1 FROM part_decision decided
                            WHERE decided.reply_id = part.reply_id AND decided.number = part.number
                              AND decided.attempt = part.attempts AND decided.decision = 'RESEND')
            """;

    private final StatelessSession session;
    private final PartStore parts;
    private final ReplyMessages replies;

    PartDecisions(StatelessSession session, PartStore parts, ReplyMessages replies) {
        this.session = session;
        this.parts = parts;
        this.replies = replies;
    }

    /**
     * Allows another send. The part stays {@code UNKNOWN}, and listed as such, until its sender
     * takes it up: nothing that dies in between can lose it.
     */
    @Transactional
    public PartVerdict resend(PartId part, String who, Instant now) {
        return ofUnknown(part)
                .map(it -> decide(it, "RESEND", who, now))
                .orElseGet(() -> refused(part));
    }

    /** Takes a decision back that could not be passed on; without effect once it is taken up. */
    @Transactional
    public void withdraw(Stands decision) {
        session.createNativeMutationQuery("DELETE FROM part_decision WHERE id = :id")
                .setParameter("id", decision.id())
                .executeUpdate();
    }

    /** Ends the part as failed, and no other part of its reply. */
    @Transactional
    public PartVerdict drop(PartId part, String who, Instant now) {
        var unknown = ofUnknown(part);
        if (unknown.isEmpty()) {
            return refused(part);
        }
        var decision = decide(unknown.get(), "DROP", who, now);
        change(DROP, part, now);
        return decision;
    }

    /**
     * Puts a part of unknown outcome back to be sent, if an operator has allowed that.
     *
     * @return whether it is to be sent again
     */
    @Transactional
    public boolean takeUp(PartId part, Instant now) {
        return change(TAKE_UP, part, now);
    }

    private boolean change(String sql, PartId part, Instant now) {
        var changed =
                session.createNativeMutationQuery(sql)
                                .setParameter("reply", part.reply().value())
                                .setParameter("number", part.number())
                                .setParameter("now", now)
                                .executeUpdate()
                        == 1;
        if (changed) {
            replies.refresh(part.reply(), () -> parts.of(part.reply()));
        }
        return changed;
    }

    /** Held until the transaction ends: what a provider says meanwhile waits, or came first. */
    private Optional<Part> ofUnknown(PartId part) {
        return Optional.ofNullable(
                        session.get(PartEntity.class, PartKey.of(part), LockMode.PESSIMISTIC_WRITE))
                .map(PartEntity::toPart)
                .filter(found -> found.state() == PartState.UNKNOWN);
    }

    private PartVerdict decide(Part part, String decision, String who, Instant now) {
        var id =
                session.createNativeQuery(DECIDE, Long.class)
                        .setParameter("reply", part.id().reply().value())
                        .setParameter("number", part.id().number())
                        .setParameter("attempt", part.attempts())
                        .setParameter("decision", decision)
                        .setParameter("who", who)
                        .setParameter("now", now)
                        .getSingleResult();
        return new Stands(id);
    }

    private PartVerdict refused(PartId part) {
        return new Refused(parts.find(part).map(Part::state));
    }
}
