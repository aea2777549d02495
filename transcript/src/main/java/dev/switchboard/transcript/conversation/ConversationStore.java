package dev.switchboard.transcript.conversation;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.transcript.sql.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the conversations. */
@ApplicationScoped
public class ConversationStore {
    private static final String UPSERT_BY_CUSTOMER =
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

    private static final String UPSERT_BY_BUSINESS =
            """
            INSERT INTO conversation (id, channel, business_id, business_phone, customer, writes_from,
                                      started_at, last_activity_at)
            VALUES (:id, :channel, :businessId, :businessPhone, :customer, CAST(:writesFrom AS text), :at, :at)
            ON CONFLICT (id) DO UPDATE SET
                last_activity_at = greatest(excluded.last_activity_at, conversation.last_activity_at)
            """;

    /** Update of the opt-out; a late or repeated message does not undo a later one. */
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
     * Records a customer's message: the activity as {@link #recordCustomerActivity} does, and its
     * opt-out. Idempotent.
     */
    @Transactional
    public void recordInbound(MessageReceived message) {
        recordCustomerActivity(
                message.conversation(), message.customerName(), message.providerTime());
        recordOptOut(message);
    }

    /** Records the opt-out of a message in a known conversation. Idempotent. */
    @Transactional
    public void recordOptOut(MessageReceived message) {
        message.optOut()
                .map(OptOut::word)
                .filter(word -> word != OptOut.Word.HELP)
                .ifPresent(word ->
                        setOptOut(
                                message.conversation().id(),
                                word == OptOut.Word.STOP,
                                message.providerTime()));
    }

    /** Records that the provider refuses to send because the customer has opted out. Idempotent. */
    @Transactional
    public void recordOptOut(ConversationId id, Instant at) {
        setOptOut(id, true, at);
    }

    private void setOptOut(ConversationId id, boolean out, Instant at) {
        entities.createNativeQuery(OPT_OUT)
                .setParameter("id", id.value())
                .setParameter("out", out)
                .setParameter("at", at)
                .executeUpdate();
    }

    /**
     * Records that the customer wrote at {@code at}: stores the conversation, its newest name and
     * times. Idempotent.
     */
    @Transactional
    public void recordCustomerActivity(
            ConversationKey key, Optional<String> customerName, Instant at) {
        entities.createNativeQuery(UPSERT_BY_CUSTOMER)
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

    /**
     * Records that the business wrote at {@code at}, perhaps before the customer ever did.
     * Idempotent.
     */
    @Transactional
    public void recordBusinessActivity(ConversationKey key, Instant at) {
        entities.createNativeQuery(UPSERT_BY_BUSINESS)
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

    /** Records activity of our side in a known conversation. */
    @Transactional
    public void recordActivity(ConversationId id, Instant at) {
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
     * Returns the customer's conversations, by either address, with every business number on every
     * channel, the most recently active first.
     */
    @Transactional
    public List<ConversationEntity> findByCustomer(CustomerAddress customer) {
        return ConversationEntity.list(
                "customer = ?1 or writesFrom = ?1 order by lastActivityAt desc, id",
                customer.value());
    }
}
