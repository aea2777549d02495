package dev.switchboard.transcript.message;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A message as the transcript keeps it; written only by {@link MessageStore}. */
@Entity
@Table(name = "message")
public class MessageEntity extends PanacheEntityBase {
    @Id public UUID id;

    /** Order of arrival in the transcript; rises within a conversation. */
    @Column(insertable = false, updatable = false)
    public long position;

    @Column(name = "conversation_id")
    public UUID conversationId;

    /** {@code inbound} or {@code outbound}. */
    public String direction;

    /** {@code customer}, {@code ai}, {@code operator} or {@code system}. */
    @Column(name = "sender_type")
    public String senderType;

    @Column(name = "sender_id")
    public @Nullable String senderId;

    @Column(name = "provider_message_id")
    public @Nullable String providerMessageId;

    public String text;

    /** The typed content of an inbound message, as JSON. */
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable String content;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable String metadata;

    public @Nullable String quotes;

    @Column(name = "provider_time")
    public Instant providerTime;

    public String status;

    @Column(name = "failure_code")
    public @Nullable String failureCode;

    @Column(name = "failure_text")
    public @Nullable String failureText;

    @Column(name = "turn_id")
    public @Nullable UUID turnId;

    @Column(name = "created_at", insertable = false, updatable = false)
    public Instant createdAt;

    public boolean isInbound() {
        return "inbound".equals(direction);
    }
}
