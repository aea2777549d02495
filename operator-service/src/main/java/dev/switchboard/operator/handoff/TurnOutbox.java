package dev.switchboard.operator.handoff;

import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import org.hibernate.Session;

/** Turns that were decided on in the database and that Kafka may not have yet. */
@ApplicationScoped
class TurnOutbox {
    private static final String KEEP =
            """
            INSERT INTO turn_outbox (turn_id, conversation_id, epoch, event)
            SELECT ?, conversation_id, epoch, ? FROM conversation_control WHERE conversation_id = ?
            ON CONFLICT (turn_id) DO NOTHING
            """;

    /** The line has changed hands since: a person may have answered what was open then. */
    private static final String WITHDRAW =
            """
            DELETE FROM turn_outbox kept USING conversation_control current
            WHERE current.conversation_id = kept.conversation_id AND current.epoch <> kept.epoch
            """;

    private static final String KEPT =
            """
            SELECT event FROM turn_outbox WHERE kept_at <= now() - ? * interval '1 millisecond' ORDER BY kept_at LIMIT ?
            """;
    private static final String DELETE = "DELETE FROM turn_outbox WHERE turn_id = ?";
    private static final String COUNT = "SELECT count(*)::int FROM turn_outbox";

    private final Session session;

    TurnOutbox(Session session) {
        this.session = session;
    }

    /** In the transaction that makes the turn due. */
    @Transactional(TxType.MANDATORY)
    public void keep(TurnReady turn) {
        PlainStatement.of(
                        KEEP,
                        turn.id().value(),
                        EventCodec.encode(turn),
                        turn.conversation().id().value())
                .run(session);
    }

    /**
     * At most {@code max} turns that were kept this long ago or longer, the oldest first; those of
     * a line that has changed hands since are withdrawn.
     */
    @Transactional
    public List<TurnReady> keptFor(Duration age, int max) {
        PlainStatement.of(WITHDRAW).run(session);
        return PlainStatement.of(KEPT, age.toMillis(), max)
                .rows(session, row -> EventCodec.decode(TurnReady.class, row.getBytes(1)));
    }

    /** Kafka has the turn. */
    @Transactional
    public void published(TurnId turn) {
        PlainStatement.of(DELETE, turn.value()).run(session);
    }

    @Transactional
    public int size() {
        return PlainStatement.of(COUNT).firstNumber(session).orElse(0);
    }
}
