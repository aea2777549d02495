package dev.switchboard.ingress.webhook;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.ingress.identity.BoundedMap;
import jakarta.enterprise.context.ApplicationScoped;

/** Cache of the messages that this instance published last; shares them with the others. */
@ApplicationScoped
public class PublishedMessageCache {
    private static final int MAX_MESSAGES = 100_000;

    private final BoundedMap<MessageId, Boolean> published = new BoundedMap<>(MAX_MESSAGES);
    private final PublishedMessageStore store;

    public PublishedMessageCache(PublishedMessageStore store) {
        this.store = store;
    }

    /** Adds a message that Kafka has acknowledged. */
    void add(MessageReceived message) {
        published.put(message.id(), true);
        if (message.conversation().channel().equals(Channel.TWILIO)) {
            store.add(message.providerMessageId(), message.providerTime());
        }
    }

    public boolean contains(MessageId message) {
        return published.get(message).isPresent();
    }
}
