package dev.switchboard.ingress.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who reads which webhook; a channel that is not set up has nobody. */
@ApplicationScoped
public class WebhookReaders {
    private final Map<Route, WebhookReader> readers = new ConcurrentHashMap<>();

    void add(Route route, WebhookReader reader) {
        readers.put(route, reader);
    }

    Optional<WebhookReader> of(Route route) {
        return Optional.ofNullable(readers.get(route));
    }
}
