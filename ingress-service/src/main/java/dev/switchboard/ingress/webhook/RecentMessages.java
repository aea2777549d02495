package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.identity.BoundedMap;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.MessageId;
import jakarta.enterprise.context.ApplicationScoped;

/** The messages that this instance has lately published; forgets the oldest, tells the others. */
@ApplicationScoped
public class RecentMessages {
    private static final int MOST = 100_000;

    private final BoundedMap<MessageId, Boolean> published = new BoundedMap<>(MOST);
    private final SharedMessages shared;

    public RecentMessages(SharedMessages shared) {
        this.shared = shared;
    }

    /** Kafka has acknowledged it. */
    void add(MessageReceived message) {
        published.put(message.id(), true);
        if (message.conversation().channel() == Channel.TWILIO) {
            shared.add(message.providerMessageId(), message.providerTime());
        }
    }

    public boolean include(MessageId message) {
        return published.get(message).isPresent();
    }
}
