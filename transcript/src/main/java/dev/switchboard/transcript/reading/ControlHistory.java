package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.transcript.control.Control.Holder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Reads who gave the line of a conversation to whom. */
@ApplicationScoped
public class ControlHistory {
    private static final int MOST = 1_000;
    private static final String CHANGES =
            """
            SELECT from_holder, to_holder, epoch, changed_by, reason, at
            FROM control_change WHERE conversation_id = :conversation ORDER BY epoch DESC LIMIT :most
            """;

    private final Session session;

    ControlHistory(Session session) {
        this.session = session;
    }

    /** The newest thousand changes of hands, the newest first. */
    @Transactional
    public List<ControlChange> of(ConversationId conversation) {
        return session.createNativeQuery(CHANGES, Tuple.class)
                .setParameter("conversation", conversation.value())
                .setParameter("most", MOST)
                .getResultStream()
                .map(ControlHistory::change)
                .toList();
    }

    private static ControlChange change(Tuple row) {
        return new ControlChange(
                Holder.valueOf(row.get("from_holder", String.class)),
                Holder.valueOf(row.get("to_holder", String.class)),
                row.get("epoch", Long.class),
                row.get("changed_by", String.class),
                Optional.ofNullable(row.get("reason", String.class)),
                row.get("at", Instant.class));
    }

    /** One change of hands. */
    public record ControlChange(
            Holder from,
            Holder to,
            long epoch,
            String changedBy,
            Optional<String> reason,
            Instant at) {}
}
