package dev.switchboard.transcript.conversation;

import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.OptOut;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.transcript.statement.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the conversations. */
@ApplicationScoped
public class ConversationStore {
    private static final String SEEN =
            """
            INSERT INTO conversation (id, channel, business_id, business_phone, customer, writes_from, customer_name,
                                      started_at, last_activity_at, last_customer_message_at)
            VALUES (:id, :channel, :businessId, :businessPhone, :customer, CAST(:writesFrom AS text),
                    CAST(:name AS text), :at, :at, :at)
            ON CONFLICT (id) DO UPDATE SET
                business_phone = excluded.business_phone,
                writes_from =
                    CASE WHEN excluded.last_customer_message_at
                              >= coalesce(conversation.last_customer_message_at, '-infinity')
                         THEN excluded.writes_from ELSE conversation.writes_from END,
                customer_name = coalesce(excluded.customer_name, conversation.customer_name),
                last_activity_at = greatest(excluded.last_activity_at, conversation.last_activity_at),
                last_customer_message_at =
                    greatest(excluded.last_customer_message_at, conversation.last_customer_message_at),
                active = true
            """;

    private static final String REACHED =
            """
            INSERT INTO conversation (id, channel, business_id, business_phone, customer, writes_from,
                                      started_at, last_activity_at)
            VALUES (:id, :channel, :businessId, :businessPhone, :customer, CAST(:writesFrom AS text), :at, :at)
            ON CONFLICT (id) DO UPDATE SET
                last_activity_at = greatest(excluded.last_activity_at, conversation.last_activity_at)
            """;

    /** What is told late, or again, does not undo what was said after it. */
    private static final String OPT_OUT =
            """
            UPDATE conversation SET
                opted_out_at = CASE WHEN :out THEN coalesce(opted_out_at, CAST(:at AS timestamptz)) END,
                opt_out_changed_at = :at
            WHERE id = :id AND (opt_out_changed_at IS NULL OR opt_out_changed_at <= :at)
            """;

    private final EntityManager entities;

    ConversationStore(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The customer has written this: as {@link #seen}, and what it says about opting out.
     * Idempotent.
     */
    @Transactional
    public void heard(MessageReceived message) {
        seen(message.conversation(), message.customerName(), message.providerTime());
        heed(message);
    }

    /** What a message of a conversation that is known says about opting out. Idempotent. */
    @Transactional
    public void heed(MessageReceived message) {
        message.optOut()
                .map(OptOut::word)
                .filter(word -> word != OptOut.Word.HELP)
                .ifPresent(word ->
                        optOut(
                                message.conversation().id(),
                                word == OptOut.Word.STOP,
                                message.providerTime()));
    }

    /** The provider refuses to send, because the customer has told it to stop. Idempotent. */
    @Transactional
    public void optedOut(ConversationId id, Instant at) {
        optOut(id, true, at);
    }

    private void optOut(ConversationId id, boolean out, Instant at) {
        entities.createNativeQuery(OPT_OUT)
                .setParameter("id", id.value())
                .setParameter("out", out)
                .setParameter("at", at)
                .executeUpdate();
    }

    /**
     * The customer has written at {@code at}: keeps the conversation, its newest name and times.
     * Idempotent.
     */
    @Transactional
    public void seen(ConversationKey key, Optional<String> customerName, Instant at) {
        entities.createNativeQuery(SEEN)
                .setParameter("id", key.id().value())
                .setParameter("channel", key.channel().wireName())
                .setParameter("businessId", key.business().id())
                .setParameter("businessPhone", key.business().phone())
                .setParameter("customer", key.customer().value())
                .setParameter("writesFrom", writesFrom(key))
                .setParameter("name", customerName.map(StorableText::of).orElse(null))
                .setParameter("at", at)
                .executeUpdate();
    }

    /** The business has written at {@code at}, perhaps before the customer ever did. Idempotent. */
    @Transactional
    public void reached(ConversationKey key, Instant at) {
        entities.createNativeQuery(REACHED)
                .setParameter("id", key.id().value())
                .setParameter("channel", key.channel().wireName())
                .setParameter("businessId", key.business().id())
                .setParameter("businessPhone", key.business().phone())
                .setParameter("customer", key.customer().value())
                .setParameter("writesFrom", writesFrom(key))
                .setParameter("at", at)
                .executeUpdate();
    }

    private static @Nullable String writesFrom(ConversationKey key) {
        return key.writesFrom().map(CustomerAddress::value).orElse(null);
    }

    /** Something was said or done by our side. */
    @Transactional
    public void touched(ConversationId id, Instant at) {
        entities.createNativeQuery(
                        "UPDATE conversation SET last_activity_at = greatest(last_activity_at, :at)"
                                + " WHERE id = :id")
                .setParameter("at", at)
                .setParameter("id", id.value())
                .executeUpdate();
    }

    @Transactional
    public Optional<ConversationEntity> find(ConversationId id) {
        return ConversationEntity.findByIdOptional(id.value());
    }

    /**
     * The customer's conversations, by either address, with every business number on every channel,
     * the most recently active first.
     */
    @Transactional
    public List<ConversationEntity> withCustomer(CustomerAddress customer) {
        return ConversationEntity.list(
                "customer = ?1 or writesFrom = ?1 order by lastActivityAt desc, id",
                customer.value());
    }
}
