package dev.switchboard.ingress.testing;

import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.channels.webhook.WebhookResponse;
import dev.switchboard.channels.webhook.WebhookRoute;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates webhook requests without a network. */
public final class Requests {
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** Of a request that no reader sees. */
    public static final WebhookRoute ROUTE =
            new WebhookRoute(
                    "meta",
                    List.of("/webhook"),
                    Set.of("application/json"),
                    new WebhookResponse(WebhookOutcome.ACCEPTED, "text/plain", ""));

    private Requests() {}

    public static WebhookRequest post(
            WebhookRoute route,
            String path,
            Optional<String> query,
            byte[] body,
            String... headers) {
        var all = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return new WebhookRequest(route, "POST", path, query, all, Buffer.buffer(body), NOW);
    }
}
