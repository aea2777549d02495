package dev.switchboard.simulator.webhook;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Map;

/**
 * One signed request to the business.
 *
 * @param kind message, or the reported status
 * @param id the provider's id of the message it is about
 */
public record Webhook(
        String provider,
        String kind,
        String id,
        URI url,
        Map<String, String> headers,
        Buffer body) {
    public Webhook {
        headers = Map.copyOf(headers);
    }
}
