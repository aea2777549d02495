package dev.switchboard.transcript.testing;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Customers whom no other test has, and messages of theirs that were received. */
public final class CustomerMessages {
    public static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

    private CustomerMessages() {}

    public static ConversationKey newCustomer() {
        return new ConversationKey(
                Channel.META,
                new BusinessNumber("100000000000001", "+15559990000"),
                new CustomerAddress("US." + UUID.randomUUID()));
    }

    /** Ana's message. */
    public static MessageReceived message(ConversationKey key, String text) {
        return message(key, Optional.of("Ana"), text, AT, Optional.empty());
    }

    /** Ana's message of only this word. */
    public static MessageReceived optOut(ConversationKey key, OptOut.Word word, Instant at) {
        var optOut = Optional.of(new OptOut(word, true));
        return message(key, Optional.of("Ana"), word.name(), at, optOut);
    }

    public static MessageReceived message(
            ConversationKey key,
            Optional<String> name,
            String text,
            Instant at,
            Optional<OptOut> optOut) {
        var providerId = "wamid." + UUID.randomUUID();
        return new MessageReceived(
                MessageId.ofProvider(Channel.META, providerId),
                key,
                providerId,
                new Content.Text(text),
                name,
                Optional.empty(),
                at,
                AT,
                "{}",
                false,
                Optional.empty(),
                optOut);
    }
}
