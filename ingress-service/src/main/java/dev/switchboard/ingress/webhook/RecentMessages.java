package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.identity.BoundedMap;
import dev.switchboard.model.identity.MessageId;
import jakarta.enterprise.context.ApplicationScoped;

/** The messages that this instance has lately published; forgets the oldest. */
@ApplicationScoped
public class RecentMessages {
    private static final int MOST = 100_000;

    private final BoundedMap<MessageId, Boolean> published = new BoundedMap<>(MOST);

    /** Kafka has acknowledged it. */
    void add(MessageId message) {
        published.put(message, true);
    }

    public boolean include(MessageId message) {
        return published.get(message).isPresent();
    }
}
