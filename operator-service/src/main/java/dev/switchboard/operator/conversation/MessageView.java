package dev.switchboard.operator.conversation;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.read.SentParts.SentPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message as the API shows it.
 *
 * @param position rises within a conversation, in the order in which messages were recorded
 * @param content typed content of a customer's message
 * @param metadata of our own message what it has beyond its text, such as media; of a customer's
 *     what it refers to, such as an advertisement
 * @param quotes the provider's id of the quoted message
 * @param unanswered reason for which a customer's message was deliberately left unanswered
 * @param parts parts of a message of ours, with their states
 */
@Schema(name = "Message")
public record MessageView(
        UUID id,
        @Schema(examples = "42") long position,
        @Schema(enumeration = {"inbound", "outbound"}) String direction,
        @Schema(enumeration = {"customer", "ai", "operator", "system"}) String senderType,
        Optional<String> senderId,
        Optional<String> providerMessageId,
        @Schema(examples = "Hello!") String text,
        @JsonRawValue @Schema(implementation = Object.class) @Nullable String content,
        @JsonRawValue @Schema(implementation = Object.class) @Nullable String metadata,
        Optional<String> quotes,
        @Schema(
                        enumeration = {
                            "received",
                            "queued",
                            "sending",
                            "sent",
                            "delivered",
                            "read",
                            "failed",
                            "suppressed",
                            "unknown"
                        })
                String status,
        Optional<String> failureCode,
        Optional<String> failureText,
        Instant providerTime,
        Instant createdAt,
        @Schema(examples = "the AI is switched off") Optional<String> unanswered,
        List<SentPart> parts) {

    /**
     * One page of a conversation's messages, in the order in which they were recorded.
     *
     * @param nextBefore value of {@code before} for the older ones; absent if there are none
     */
    @Schema(name = "Messages")
    public record MessagePage(
            ConversationView conversation, List<MessageView> messages, OptionalLong nextBefore) {}

    static MessageView of(
            StoredMessage message, @Nullable String unanswered, List<SentPart> parts) {
        return new MessageView(
                message.id().value(),
                message.position(),
                message.direction().wireName(),
                message.senderType().wireName(),
                message.senderId(),
                message.providerMessageId(),
                message.text(),
                message.content().orElse(null),
                message.metadata().orElse(null),
                message.quotes(),
                message.status().wireName(),
                message.failureCode(),
                message.failureText(),
                message.providerTime(),
                message.createdAt(),
                Optional.ofNullable(unanswered),
                parts);
    }
}
