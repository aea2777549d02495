package dev.switchboard.transcript.conversation;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of the table {@code conversation}; written only by {@link ConversationStore}. */
@Entity
@Table(name = "conversation")
public class ConversationEntity extends PanacheEntityBase {
    @Id public UUID id;

    public String channel;

    @Column(name = "business_id")
    public String businessId;

    @Column(name = "business_phone")
    public String businessPhone;

    public String customer;

    @Column(name = "writes_from")
    public @Nullable String writesFrom;

    @Column(name = "customer_name")
    public @Nullable String customerName;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "last_activity_at")
    public Instant lastActivityAt;

    @Column(name = "last_customer_message_at")
    public @Nullable Instant lastCustomerMessageAt;

    public boolean active;

    @Column(name = "opted_out_at")
    public @Nullable Instant optedOutAt;

    public ConversationId conversationId() {
        return new ConversationId(id);
    }

    public ConversationKey key() {
        return new ConversationKey(
                Channel.of(channel),
                new BusinessNumber(businessId, businessPhone),
                new CustomerAddress(customer),
                Optional.ofNullable(writesFrom).map(CustomerAddress::new));
    }
}
