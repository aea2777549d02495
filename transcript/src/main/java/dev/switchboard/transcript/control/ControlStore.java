package dev.switchboard.transcript.control;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.transcript.control.Control.Holder;
import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Keeps who has the line, and who gave it to whom, when and why. */
@ApplicationScoped
public class ControlStore {
    /**
     * How long a change of hands waits: longer than a send may hold the lock (its
     * idle-in-transaction bound is 5 s), so that the change outlasts it.
     */
    public static final Duration CHANGE_WAIT = Duration.ofSeconds(8);

    private static final String CURRENT =
            """
            SELECT coalesce(line.holder, 'AI') AS holder, coalesce(line.epoch, 0) AS epoch,
                   conversation.opted_out_at IS NOT NULL AS opted_out
            FROM (SELECT CAST(:conversation AS uuid) AS id) asked
            LEFT JOIN conversation_control line ON line.conversation_id = asked.id
            LEFT JOIN conversation ON conversation.id = asked.id
            """;

    /** In one round trip; the last statement sees what a change of hands that it waited for did. */
    private static final String LOCKED =
            """
            SELECT set_config('lock_timeout', ?, true),
                   set_config('idle_in_transaction_session_timeout', ?, true);
            SELECT pg_advisory_xact_lock_shared(?);
            SELECT coalesce(line.holder, 'AI') AS holder, coalesce(line.epoch, 0) AS epoch,
                   conversation.opted_out_at IS NOT NULL AS opted_out
            FROM (SELECT CAST(? AS uuid) AS id) asked
            LEFT JOIN conversation_control line ON line.conversation_id = asked.id
            LEFT JOIN conversation ON conversation.id = asked.id
            """;

    /** By the database's clock, as messages are: a handback looks for those that came before it. */
    private static final String CHANGE =
            """
            INSERT INTO conversation_control (conversation_id, holder, epoch, changed_at, changed_by, reason)
            VALUES (:conversation, :to, :epoch, clock_timestamp(), :by, CAST(:reason AS text))
            ON CONFLICT (conversation_id) DO UPDATE SET
                holder = excluded.holder, epoch = excluded.epoch, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by, reason = excluded.reason
            """;

    private static final String AUDIT =
            """
            INSERT INTO control_change (conversation_id, from_holder, to_holder, epoch, changed_by, reason, at)
            VALUES (:conversation, :from, :to, :epoch, :by, CAST(:reason AS text), clock_timestamp())
            """;

    private final EntityManager entities;
    private final ConversationLock lock;

    ControlStore(EntityManager entities, ConversationLock lock) {
        this.entities = entities;
        this.lock = lock;
    }

    /**
     * Who has the line, and whether the customer wants to hear anything; a conversation that never
     * changed hands is with the AI at epoch 0.
     */
    @Transactional
    public Control current(ConversationId conversation) {
        List<Tuple> rows =
                entities.createNativeQuery(CURRENT, Tuple.class)
                        .setParameter("conversation", conversation.value())
                        .getResultList();
        return rows.stream()
                .findFirst()
                .map(row ->
                        new Control(
                                Holder.valueOf(row.get("holder", String.class)),
                                row.get("epoch", Long.class),
                                row.get("opted_out", Boolean.class)))
                .orElse(Control.UNTOUCHED);
    }

    /**
     * Who has the line, and keeps that so until the transaction ends: takes the conversation's lock
     * as {@link ConversationLock#shared} does.
     *
     * @param wait after this the statement fails (SQL state 55P03)
     * @param idle for how long the transaction may do nothing before PostgreSQL ends it
     */
    @Transactional(TxType.MANDATORY)
    public Control currentLocked(ConversationId conversation, Duration wait, Duration idle) {
        return PlainStatement.of(
                        LOCKED,
                        wait.toMillis() + "ms",
                        idle.toMillis() + "ms",
                        ConversationLock.key(conversation),
                        conversation.value())
                .firstOfLast(
                        entities.unwrap(Session.class),
                        row ->
                                new Control(
                                        Holder.valueOf(row.getString("holder")),
                                        row.getLong("epoch"),
                                        row.getBoolean("opted_out")))
                .orElse(Control.UNTOUCHED);
    }

    /**
     * Gives the line to a person. Waits for a send in flight; once it has returned and the
     * transaction is committed, no AI or system part's send starts. Where a person has the line
     * already nothing changes.
     *
     * @return who has the line now, and whether this call changed it
     */
    @Transactional
    public Change takeOver(ConversationId conversation, String who, Optional<String> why) {
        return change(conversation, Holder.OPERATOR, who, why);
    }

    /**
     * Gives the line back to the AI, under a new epoch: what was decided before the takeover stays
     * unsaid.
     */
    @Transactional
    public Change handBack(ConversationId conversation, String who, Optional<String> why) {
        return change(conversation, Holder.AI, who, why);
    }

    private Change change(
            ConversationId conversation, Holder to, String who, Optional<String> why) {
        lock.exclusive(conversation, CHANGE_WAIT);
        var before = current(conversation);
        if (before.holder() == to) {
            return new Change(before, false);
        }
        var after = new Control(to, before.epoch() + 1, before.optedOut());
        write(CHANGE, conversation, after, who, why).executeUpdate();
        write(AUDIT, conversation, after, who, why)
                .setParameter("from", before.holder().name())
                .executeUpdate();
        return new Change(after, true);
    }

    private Query write(
            String statement,
            ConversationId conversation,
            Control after,
            String who,
            Optional<String> why) {
        return entities.createNativeQuery(statement)
                .setParameter("conversation", conversation.value())
                .setParameter("to", after.holder().name())
                .setParameter("epoch", after.epoch())
                .setParameter("by", who)
                .setParameter("reason", why.orElse(null));
    }

    /** What a change of hands came to. */
    public record Change(Control now, boolean changed) {}
}
