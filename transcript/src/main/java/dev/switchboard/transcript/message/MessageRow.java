package dev.switchboard.transcript.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.content.ContentText;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.sql.StorableText;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of a new row of the table {@code message}. */
record MessageRow(
        UUID id,
        UUID conversation,
        SenderType senderType,
        @Nullable String senderId,
        @Nullable String providerMessageId,
        String text,
        @Nullable String content,
        @Nullable String metadata,
        @Nullable String quotes,
        Instant providerTime,
        MessageStatus status,
        @Nullable UUID turn) {
    /** NUL as JSON escapes it; a customer's literal text "\\u0000" has one backslash more. */
    private static final Pattern WRITTEN_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    static MessageRow of(MessageReceived message, TurnId turn) {
        return of(message, SenderType.CUSTOMER, null, MessageStatus.RECEIVED, turn.value());
    }

    /** Creates the row of a message that an operator typed on the paired phone. */
    static MessageRow typed(MessageReceived message, String operator) {
        return of(message, SenderType.OPERATOR, operator, MessageStatus.SENT, null);
    }

    private static MessageRow of(
            MessageReceived message,
            SenderType senderType,
            @Nullable String senderId,
            MessageStatus status,
            @Nullable UUID turn) {
        return new MessageRow(
                message.id().value(),
                message.conversation().id().value(),
                senderType,
                senderId,
                message.providerMessageId(),
                StorableText.of(ContentText.of(message.content())),
                json(message.content()),
                message.context()
                        .map(context -> json(Map.of(StoredMessage.CONTEXT, context)))
                        .orElse(null),
                message.quotes().orElse(null),
                message.providerTime(),
                status,
                turn);
    }

    static MessageRow of(ReplyDecided reply) {
        return new MessageRow(
                MessageId.of(reply.id()).value(),
                reply.conversation().id().value(),
                SenderType.of(reply.author()),
                reply.authorId().orElse(null),
                null,
                StorableText.of(reply.text()),
                null,
                reply.mediaUrls().isEmpty() ? null : json(Map.of("media", reply.mediaUrls())),
                reply.quotes().orElse(null),
                reply.decidedAt(),
                MessageStatus.QUEUED,
                reply.answers().stream().findFirst().map(TurnId::value).orElse(null));
    }

    private static String json(Object value) {
        try {
            return WRITTEN_NUL.matcher(Json.mapper().writeValueAsString(value)).replaceAll("$1");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + value.getClass().getSimpleName(), e);
        }
    }
}
