package dev.switchboard.transcript.conversation;

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

/** Keeps the conversations. */
@ApplicationScoped
public class ConversationStore {
    private static final String SEEN =
            """
            INSERT INTO conversation (id, channel, business_id, business_phone, customer, customer_name,
                                      started_at, last_activity_at, last_customer_message_at)
            VALUES (:id, :channel, :businessId, :businessPhone, :customer, CAST(:name AS text), :at, :at, :at)
            ON CONFLICT (id) DO UPDATE SET
                customer_name = coalesce(excluded.customer_name, conversation.customer_name),
                last_activity_at = greatest(excluded.last_activity_at, conversation.last_activity_at),
                last_customer_message_at =
                    greatest(excluded.last_customer_message_at, conversation.last_customer_message_at),
                active = true
            """;

    private static final String REACHED =
            """
            INSERT INTO conversation (id, channel, business_id, business_phone, customer, started_at, last_activity_at)
            VALUES (:id, :channel, :businessId, :businessPhone, :customer, :at, :at)
            ON CONFLICT (id) DO UPDATE SET
                last_activity_at = greatest(excluded.last_activity_at, conversation.last_activity_at)
            """;

    private final EntityManager entities;

    ConversationStore(EntityManager entities) {
        this.entities = entities;
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
                .setParameter("at", at)
                .executeUpdate();
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
     * The customer's conversations with every business number on every channel, the most recently
     * active first.
     */
    @Transactional
    public List<ConversationEntity> withCustomer(CustomerAddress customer) {
        return ConversationEntity.list(
                "customer = ?1 order by lastActivityAt desc, id", customer.value());
    }
}
