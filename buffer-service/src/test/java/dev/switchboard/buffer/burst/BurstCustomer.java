package dev.switchboard.buffer.burst;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import java.time.Instant;
import java.util.Optional;

/** Customer who writes to a business; each message is identified by its provider id. */
public record BurstCustomer(String address, BusinessNumber business) {
    public static final BusinessNumber SHOP = new BusinessNumber("+15550009999", "+15550009999");

    public static BurstCustomer called(String address) {
        return new BurstCustomer(address, SHOP);
    }

    public ConversationKey conversation() {
        return new ConversationKey(Channel.TWILIO, business, CustomerAddress.of(address));
    }

    /** Text message whose text is its provider id. */
    public MessageReceived writes(String providerId, Instant providerTime) {
        return sends(providerId, new Content.Text(providerId), providerTime);
    }

    public MessageReceived sends(String providerId, Content content, Instant providerTime) {
        return new MessageReceived(
                MessageId.ofProvider(Channel.TWILIO, providerId),
                conversation(),
                providerId,
                content,
                Optional.empty(),
                Optional.empty(),
                providerTime,
                providerTime,
                "{}");
    }
}
