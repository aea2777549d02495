package dev.switchboard.buffer.burst;

import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.MessageId;
import java.time.Instant;
import java.util.Optional;

/** A customer who writes to a business; each message is named by the provider's id. */
public record Customer(String address, BusinessNumber business) {
    public static final BusinessNumber SHOP = new BusinessNumber("+15550009999", "+15550009999");

    public static Customer called(String address) {
        return new Customer(address, SHOP);
    }

    public ConversationKey conversation() {
        return new ConversationKey(Channel.TWILIO, business, CustomerAddress.of(address));
    }

    /** A text whose words are its provider id. */
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
