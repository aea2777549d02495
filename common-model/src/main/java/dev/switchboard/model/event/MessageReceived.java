package dev.switchboard.model.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MessageContext;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.MessageId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message has come in at a webhook: a customer's, or one that a person of the business typed on
 * the phone that is paired with the number.
 *
 * @param providerMessageId the provider's own id ({@code SM…}, {@code wamid.…})
 * @param customerName the name the customer chose; untrusted
 * @param quotes the provider's id of the message this one answers
 * @param providerTime when the provider says it was sent; where it does not say, when the webhook
 *     came
 * @param raw the provider's own words for this message: the form (Twilio) or the fragment of the
 *     batch (Meta) as JSON. Only in {@code inbound}, for people who look why a message was read as
 *     it was; empty behind it
 * @param byBusiness whether it is the business's; those that its own API sent may be among them.
 *     Absent where it is the customer's
 * @param context what else it refers to, such as an advertisement
 * @param optOut whether it says that the business may not write, or may write again
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

    /** One that says nothing about opting out. */
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

    /** A customer's message. */
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

    /** A message that refers to nothing but what it quotes. */
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

    /** The message as all that comes behind {@code inbound} needs it: in our words alone. */
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
     * The same message with other content.
     *
     * @param otherOptOut what that content says about opting out
     */
    public MessageReceived containing(Content other, Optional<OptOut> otherOptOut) {
        return new MessageReceived(
                id,
                conversation,
                providerMessageId,
                other,
                customerName,
                quotes,
                providerTime,
                receivedAt,
                raw,
                byBusiness,
                context,
                otherOptOut);
    }

    @Override
    @JsonIgnore
    public UUID eventId() {
        return id.value();
    }
}
