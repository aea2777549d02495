package dev.switchboard.operator.handoff;

import static java.util.stream.Collectors.joining;

import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Turns that are committed in the database and that Kafka may not have yet. */
@ApplicationScoped
class TurnOutbox {
    private static final String KEEP =
            """
            INSERT INTO turn_outbox (turn_id, conversation_id, epoch, event)
            SELECT ?, conversation_id, epoch, ? FROM conversation_control WHERE conversation_id = ?
            ON CONFLICT (turn_id) DO NOTHING
            """;

    /** Turns of an older epoch: an operator may have answered their messages since. */
    private static final String WITHDRAW =
            """
            DELETE FROM turn_outbox kept USING conversation_control current
            WHERE current.conversation_id = kept.conversation_id AND current.epoch <> kept.epoch
            """;

    private static final String KEPT =
            """
            SELECT turn_id, event FROM turn_outbox
            WHERE kept_at <= now() - ? * interval '1 millisecond' AND turn_id <> ALL (CAST(? AS uuid[]))
            ORDER BY kept_at LIMIT ?
            """;
    private static final String DELETE = "DELETE FROM turn_outbox WHERE turn_id = ?";
    private static final String COUNT = "SELECT count(*)::int FROM turn_outbox";

    private final Database database;

    TurnOutbox(Database database) {
        this.database = database;
    }

    /**
     * Row of the outbox.
     *
     * @param turn empty if the row cannot be read
     */
    record Kept(TurnId id, Optional<TurnReady> turn) {}

    /** Stores a turn in the transaction that makes it due. */
    public void keep(TurnReady turn) {
        SqlStatement.of(
                        KEEP,
                        turn.id().value(),
                        EventCodec.encode(turn),
                        turn.conversation().id().value())
                .run(database);
    }

    /**
     * At most {@code max} turns that were stored this long ago or longer, oldest first; deletes
     * those whose conversation has changed its owner since.
     *
     * @param without turns that are left out
     */
    public List<Kept> keptFor(Duration age, int max, Set<TurnId> without) {
        SqlStatement.of(WITHDRAW).run(database);
        return SqlStatement.of(KEPT, age.toMillis(), array(without), max)
                .rows(database, TurnOutbox::kept);
    }

    private static String array(Set<TurnId> turns) {
        return turns.stream().map(TurnId::toString).collect(joining(",", "{", "}"));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        var id = new TurnId(row.getObject(1, UUID.class));
        try {
            return new Kept(id, Optional.of(EventCodec.decode(TurnReady.class, row.getBytes(2))));
        } catch (UndecodableException _) {
            return new Kept(id, Optional.empty());
        }
    }

    /** Removes a turn that Kafka has. */
    public void published(TurnId turn) {
        SqlStatement.of(DELETE, turn.value()).run(database);
    }

    public int size() {
        return SqlStatement.of(COUNT).firstNumber(database).orElse(0);
    }
}
