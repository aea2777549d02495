package dev.switchboard.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.MessageId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message was received by webhook: a customer's, or one that an operator typed on the paired
 * phone.
 *
 * @param providerMessageId the provider's own id ({@code SM…}, {@code wamid.…})
 * @param customerName the name the customer chose; untrusted
 * @param quotes the provider's id of the message that this one replies to
 * @param providerTime the time of sending by the provider; the time of the webhook if the provider
 *     does not say
 * @param raw the provider's own form of this message: the form (Twilio) or the fragment of the
 *     batch (Meta) as JSON. Only in {@code inbound}, to find out why a message was parsed as it
 *     was; empty behind it
 * @param byBusiness true if the business sent it; messages that its own API sent may be among them.
 *     Absent if it is the customer's
 * @param context other references, such as an advertisement
 * @param optOut the customer's request that the business stop writing, or write again
 */
public record MessageReceived(
        MessageId id,
        ConversationKey conversation,
        String providerMessageId,
        Content content,
        Optional<String> customerName,
        Optional<String> quotes,
        Instant providerTime,
        Instant receivedAt,
        String raw,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean byBusiness,
        Optional<MessageContext> context,
        Optional<OptOut> optOut)
        implements Event {

    /** Creates a message without an opt-out. */
    public MessageReceived(
            MessageId id,
            ConversationKey conversation,
            String providerMessageId,
            Content content,
            Optional<String> customerName,
            Optional<String> quotes,
            Instant providerTime,
            Instant receivedAt,
            String raw,
            boolean byBusiness,
            Optional<MessageContext> context) {
        this(
                id,
                conversation,
                providerMessageId,
                content,
                customerName,
                quotes,
                providerTime,
                receivedAt,
                raw,
                byBusiness,
                context,
                Optional.empty());
    }

    /** Creates a customer's message. */
    public MessageReceived(
            MessageId id,
            ConversationKey conversation,
            String providerMessageId,
            Content content,
            Optional<String> customerName,
            Optional<String> quotes,
            Instant providerTime,
            Instant receivedAt,
            String raw) {
        this(
                id,
                conversation,
                providerMessageId,
                content,
                customerName,
                quotes,
                providerTime,
                receivedAt,
                raw,
                false);
    }

    /** Creates a message without a context. */
    public MessageReceived(
            MessageId id,
            ConversationKey conversation,
            String providerMessageId,
            Content content,
            Optional<String> customerName,
            Optional<String> quotes,
            Instant providerTime,
            Instant receivedAt,
            String raw,
            boolean byBusiness) {
        this(
                id,
                conversation,
                providerMessageId,
                content,
                customerName,
                quotes,
                providerTime,
                receivedAt,
                raw,
                byBusiness,
                Optional.empty());
    }

    /**
     * Returns the message without the provider's form, as everything behind {@code inbound} needs
     * it.
     */
    public MessageReceived withoutRaw() {
        return raw.isEmpty()
                ? this
                : new MessageReceived(
                        id,
                        conversation,
                        providerMessageId,
                        content,
                        customerName,
                        quotes,
                        providerTime,
                        receivedAt,
                        "",
                        byBusiness,
                        context,
                        optOut);
    }

    /**
     * Returns the same message with other content.
     *
     * @param newOptOut the opt-out of that content
     */
    public MessageReceived withContent(Content newContent, @Nullable OptOut newOptOut) {
        return new MessageReceived(
                id,
                conversation,
                providerMessageId,
                newContent,
                customerName,
                quotes,
                providerTime,
                receivedAt,
                raw,
                byBusiness,
                context,
                Optional.ofNullable(newOptOut));
    }

    @Override
    @JsonIgnore
    public UUID eventId() {
        return id.value();
    }
}
