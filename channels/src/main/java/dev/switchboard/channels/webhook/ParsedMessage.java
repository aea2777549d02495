package dev.switchboard.channels.webhook;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.MessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * Message parsed from a webhook, before its sender is resolved to the address of the conversation.
 *
 * @param sender the customer, also where the business wrote the message
 * @param byBusiness true if the business itself wrote it to the customer
 * @param context references beside {@code quotes}
 * @param optOut opt-out or opt-in that the message expresses
 */
public record ParsedMessage(
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

    /** The same for every duplicate. */
    public MessageId id() {
        return MessageId.ofProvider(channel, providerMessageId);
    }
}
