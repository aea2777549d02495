package dev.switchboard.channels.webhook;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Webhook request as received, not decoded.
 *
 * @param query part of the URL after {@code ?}, as sent
 */
public record WebhookRequest(
        WebhookRoute route,
        String method,
        String path,
        Optional<String> query,
        MultiMap headers,
        Buffer body,
        Instant receivedAt) {
    private static final String JSON = "application/json";

    /** Request of which only the head has been read. */
    public static WebhookRequest of(
            WebhookRoute route, HttpServerRequest request, Instant receivedAt) {
        return new WebhookRequest(
                route,
                request.method().name(),
                Optional.ofNullable(request.path()).orElse(""),
                Optional.ofNullable(request.query()),
                request.headers(),
                Buffer.buffer(),
                receivedAt);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public WebhookRequest withBody(Buffer read) {
        return new WebhookRequest(route, method, path, query, headers, read, receivedAt);
    }

    /** Copies at most this much of the body, so that a longer one can be freed. */
    public WebhookRequest truncated(int maxBytes) {
        return body.length() <= maxBytes ? this : withBody(body.getBuffer(0, maxBytes));
    }

    public boolean isJson() {
        return JSON.equals(mediaType(headers));
    }

    /** Content type without its parameters, in lower case; empty if there is none. */
    public static String mediaType(MultiMap headers) {
        var type = headers.get("Content-Type");
        if (type == null) {
            return "";
        }
        var end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
