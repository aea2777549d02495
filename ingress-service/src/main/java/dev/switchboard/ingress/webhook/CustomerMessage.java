package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.identity.Sender;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MessageContext;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.OptOut;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.MessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as read from a webhook, before it is known which of the customer's addresses its
 * conversation is kept under.
 *
 * @param sender the customer, who wrote it unless the business did
 * @param byBusiness whether a person of the business wrote it to the customer
 * @param context what else it refers to beside {@code quotes}
 * @param optOut whether it says that the business may not write, or may write again
 */
public record CustomerMessage(
        Channel channel,
        BusinessNumber business,
        Sender sender,
        String providerMessageId,
        Content content,
        Optional<String> customerName,
        Optional<String> quotes,
        Instant providerTime,
        Instant receivedAt,
        String raw,
        boolean byBusiness,
        Optional<MessageContext> context,
        Optional<OptOut> optOut) {

    /** One that says nothing about opting out, as far as the provider tells. */
    public CustomerMessage(
            Channel channel,
            BusinessNumber business,
            Sender sender,
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
                channel,
                business,
                sender,
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

    /** The same for every repeat of it. */
    public MessageId id() {
        return MessageId.ofProvider(channel, providerMessageId);
    }

    MessageReceived from(CustomerAddress customer, OptOutWords words) {
        return new MessageReceived(
                id(),
                new ConversationKey(channel, business, customer, Optional.of(sender.address())),
                providerMessageId,
                content,
                customerName,
                quotes,
                providerTime,
                receivedAt,
                raw,
                byBusiness,
                context,
                byBusiness ? Optional.empty() : optOut.or(() -> words.in(content)));
    }
}
