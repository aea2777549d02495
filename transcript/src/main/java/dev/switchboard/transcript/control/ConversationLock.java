package dev.switchboard.transcript.control;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.transcript.statement.PlainStatement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;

/**
 * The lock of a conversation: senders of AI and system parts hold it shared while a request is
 * under way, a change of hands holds it alone. PostgreSQL queues lock requests fairly, so a change
 * of hands waits only for the sends in flight. Held until the surrounding transaction ends.
 */
@ApplicationScoped
public class ConversationLock {
    private final EntityManager entities;
    private final Optional<String> durability;

    /**
     * @param durability the {@code synchronous_commit} of a change of hands; the server's where it
     *     is empty
     */
    ConversationLock(
            EntityManager entities,
            @ConfigProperty(name = "TAKEOVER_SYNCHRONOUS_COMMIT") Optional<String> durability) {
        this.entities = entities;
        this.durability = durability;
    }

    /**
     * For a sender.
     *
     * @param wait after this the statement fails (SQL state 55P03)
     */
    @Transactional(TxType.MANDATORY)
    public void shared(ConversationId conversation, Duration wait) {
        PlainStatement.of(
                        "SELECT set_config('lock_timeout', ?, true);"
                                + " SELECT pg_advisory_xact_lock_shared(?)",
                        wait.toMillis() + "ms",
                        key(conversation))
                .run(entities.unwrap(Session.class));
    }

    /**
     * For a change of hands, whose commit waits for standbys as {@code TAKEOVER_SYNCHRONOUS_COMMIT}
     * says.
     *
     * @param wait after this the statement fails (SQL state 55P03)
     */
    @Transactional(TxType.MANDATORY)
    public void exclusive(ConversationId conversation, Duration wait) {
        PlainStatement.of(
                        "SELECT set_config('lock_timeout', ?, true),"
                                + " set_config('synchronous_commit', coalesce(nullif(?, ''),"
                                + " current_setting('synchronous_commit')), true); SELECT"
                                + " pg_advisory_xact_lock(?)",
                        wait.toMillis() + "ms",
                        durability.orElse(""),
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
