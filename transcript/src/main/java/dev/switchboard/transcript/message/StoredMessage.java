package dev.switchboard.transcript.message;

import static dev.switchboard.transcript.sql.Columns.constant;
import static dev.switchboard.transcript.sql.Columns.instant;
import static dev.switchboard.transcript.sql.Columns.optionalText;
import static dev.switchboard.transcript.sql.Columns.uuid;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Row of the table {@code message}.
 *
 * @param position order of arrival in the transcript; rises within a conversation
 * @param content typed content of an inbound message, as JSON
 * @param metadata media of an outbound message, or the context of a customer's message, as JSON
 * @param providerMessageId the provider's id; of a reply that of its first part
 * @param quotes the provider's id of the message that it quotes
 * @param status of a reply, as far as its parts are delivered
 */
public record StoredMessage(
        MessageId id,
        long position,
        MessageDirection direction,
        SenderType senderType,
        Optional<String> senderId,
        Optional<String> providerMessageId,
        String text,
        Optional<String> content,
        Optional<String> metadata,
        Optional<String> quotes,
        Instant providerTime,
        MessageStatus status,
        Optional<String> failureCode,
        Optional<String> failureText,
        Instant createdAt) {
    /** Columns of {@link #TABLES} that {@link #of} reads. */
    public static final String COLUMNS =
            "m.id, m.position, m.direction, m.sender_type, m.sender_id,"
                    + " coalesce(m.provider_message_id, delivery.provider_message_id)"
                    + " AS provider_message_id,"
                    + " m.text, m.content, m.metadata, m.quotes, m.provider_time,"
                    + " coalesce(delivery.status, m.status) AS status,"
                    + " delivery.failure_code, delivery.failure_text, m.created_at";

    /** Table {@code message m} with the delivery of each reply, which follows from its parts. */
    public static final String TABLES =
            "message m LEFT JOIN LATERAL message_delivery("
                    + "CASE m.direction WHEN 'outbound' THEN m.id END) delivery ON true";

    static final String CONTEXT = "context";

    /** Reads a row with {@link #COLUMNS}. */
    public static StoredMessage of(ResultSet row) throws SQLException {
        return new StoredMessage(
                new MessageId(uuid(row, "id")),
                row.getLong("position"),
                constant(MessageDirection.class, row, "direction"),
                constant(SenderType.class, row, "sender_type"),
                optionalText(row, "sender_id"),
                optionalText(row, "provider_message_id"),
                row.getString("text"),
                optionalText(row, "content"),
                optionalText(row, "metadata"),
                optionalText(row, "quotes"),
                instant(row, "provider_time"),
                constant(MessageStatus.class, row, "status"),
                optionalText(row, "failure_code"),
                optionalText(row, "failure_text"),
                instant(row, "created_at"));
    }

    public boolean isInbound() {
        return direction == MessageDirection.INBOUND;
    }

    /** Returns the references other than the message that it quotes. */
    public Optional<MessageContext> context() {
        return metadata.filter(_ -> isInbound()).flatMap(this::context);
    }

    private Optional<MessageContext> context(String json) {
        try {
            var context = Json.mapper().readTree(json).path(CONTEXT);
            return context.isObject()
                    ? Optional.of(Json.mapper().treeToValue(context, MessageContext.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable metadata of message " + id, e);
        }
    }
}
