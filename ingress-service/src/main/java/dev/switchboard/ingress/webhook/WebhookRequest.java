package dev.switchboard.ingress.webhook;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A webhook as it came in, nothing decoded.
 *
 * @param query the part of the URL behind {@code ?}, as sent
 */
public record WebhookRequest(
        Route route,
        String method,
        String path,
        Optional<String> query,
        MultiMap headers,
        Buffer body,
        Instant receivedAt) {
    private static final String JSON = "application/json";

    static WebhookRequest of(
            Route route, HttpServerRequest request, Buffer body, Instant receivedAt) {
        return new WebhookRequest(
                route,
                request.method().name(),
                Optional.ofNullable(request.path()).orElse(""),
                Optional.ofNullable(request.query()),
                request.headers(),
                body,
                receivedAt);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** With a copy of so much of the body at most; what is longer is no longer held. */
    WebhookRequest cutTo(int most) {
        return body.length() <= most
                ? this
                : new WebhookRequest(
                        route, method, path, query, headers, body.getBuffer(0, most), receivedAt);
    }

    public boolean isJson() {
        return JSON.equals(mediaType(headers));
    }

    /** The content type without its parameters, in lower case; empty where there is none. */
    static String mediaType(MultiMap headers) {
        var type = headers.get("Content-Type");
        if (type == null) {
            return "";
        }
        var end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
