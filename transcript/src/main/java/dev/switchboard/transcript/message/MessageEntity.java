package dev.switchboard.transcript.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.wire.Json;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Row of the table {@code message}; written only by {@link MessageStore}. */
@Entity
@Table(name = "message")
public class MessageEntity extends PanacheEntityBase {
    static final String CONTEXT = "context";

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

    /** The media of an outbound message, or the context of a customer's message, as JSON. */
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

    /** Returns the references other than the message that it quotes. */
    public Optional<MessageContext> context() {
        if (metadata == null || !isInbound()) {
            return Optional.empty();
        }
        try {
            var context = Json.mapper().readTree(metadata).path(CONTEXT);
            return context.isObject()
                    ? Optional.of(Json.mapper().treeToValue(context, MessageContext.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable metadata of message " + id, e);
        }
    }
}
