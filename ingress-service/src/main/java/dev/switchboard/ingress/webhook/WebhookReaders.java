package dev.switchboard.ingress.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Readers of webhooks by route; a channel that is not set up has none. */
@ApplicationScoped
public class WebhookReaders {
    private final Map<WebhookRoute, WebhookReader> readers = new ConcurrentHashMap<>();

    void add(WebhookRoute route, WebhookReader reader) {
        readers.put(route, reader);
    }

    Optional<WebhookReader> of(WebhookRoute route) {
        return Optional.ofNullable(readers.get(route));
    }
}
