package dev.switchboard.transcript.control;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import org.hibernate.Session;

/**
 * The lock of a conversation: senders of AI and system parts hold it shared while a request is
 * under way, a change of hands holds it alone. PostgreSQL queues lock requests fairly, so a change
 * of hands waits only for the sends in flight. Held until the surrounding transaction ends.
 */
@ApplicationScoped
public class ConversationLock {
    private final EntityManager entities;

    ConversationLock(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * For a sender.
     *
     * @param wait after this the statement fails (SQL state 55P03)
     */
    @Transactional(TxType.MANDATORY)
    public void shared(ConversationId conversation, Duration wait) {
        take("pg_advisory_xact_lock_shared", conversation, wait);
    }

    /**
     * For a change of hands.
     *
     * @param wait after this the statement fails (SQL state 55P03)
     */
    @Transactional(TxType.MANDATORY)
    public void exclusive(ConversationId conversation, Duration wait) {
        take("pg_advisory_xact_lock", conversation, wait);
    }

    private void take(String function, ConversationId conversation, Duration wait) {
        PlainStatement.of(
                        "SELECT set_config('lock_timeout', ?, true); SELECT " + function + "(?)",
                        wait.toMillis() + "ms",
                        key(conversation))
                .run(entities.unwrap(Session.class));
    }

    /**
     * 64 bits of a hashed id: two conversations that share a key wait for each other, nothing
     * worse.
     */
    public static long key(ConversationId conversation) {
        return conversation.value().getMostSignificantBits()
                ^ conversation.value().getLeastSignificantBits();
    }
}
