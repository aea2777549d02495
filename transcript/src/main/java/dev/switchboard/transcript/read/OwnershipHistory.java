package dev.switchboard.transcript.read;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Reads the history of a conversation's ownership. */
@ApplicationScoped
public class OwnershipHistory {
    private static final int MAX_CHANGES = 1_000;
    private static final String CHANGES =
            """
            SELECT from_holder, to_holder, epoch, changed_by, reason, at
            FROM control_change WHERE conversation_id = :conversation ORDER BY epoch DESC LIMIT :max
            """;
    private static final String HELD_SINCE_BEFORE =
            """
            SELECT 1 FROM conversation_control held
            WHERE held.conversation_id = ? AND held.holder = 'OPERATOR'
              AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = ? AND m.created_at < held.changed_at)
            """;

    private final Session session;

    OwnershipHistory(Session session) {
        this.session = session;
    }

    /** Returns the newest thousand changes of ownership, the newest first. */
    @Transactional
    public List<OwnershipChange> of(ConversationId conversation) {
        return session.createNativeQuery(CHANGES, Tuple.class)
                .setParameter("conversation", conversation.value())
                .setParameter("max", MAX_CHANGES)
                .getResultStream()
                .map(OwnershipHistory::change)
                .toList();
    }

    /**
     * Returns whether an operator has owned the conversation since before a message of the other
     * one was recorded.
     */
    @Transactional
    public boolean isHeldSinceBefore(ConversationId held, ConversationId other) {
        return SqlStatement.of(HELD_SINCE_BEFORE, held.value(), other.value())
                .firstNumber(session)
                .isPresent();
    }

    private static OwnershipChange change(Tuple row) {
        return new OwnershipChange(
                Owner.valueOf(row.get("from_holder", String.class)),
                Owner.valueOf(row.get("to_holder", String.class)),
                row.get("epoch", Long.class),
                row.get("changed_by", String.class),
                Optional.ofNullable(row.get("reason", String.class)),
                row.get("at", Instant.class));
    }

    /** Change of ownership. */
    public record OwnershipChange(
            Owner from,
            Owner to,
            long epoch,
            String changedBy,
            Optional<String> reason,
            Instant at) {}
}
