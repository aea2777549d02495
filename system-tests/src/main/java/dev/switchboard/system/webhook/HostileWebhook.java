package dev.switchboard.system.webhook;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A request at a webhook's address that must be refused.
 *
 * @param kind what is wrong with it
 * @param target path and query
 * @param announced whether the body's length is told beforehand
 * @param right the statuses that refuse it rightly
 */
public record HostileWebhook(
        String kind,
        String method,
        String target,
        Map<String, String> headers,
        Buffer body,
        boolean announced,
        Set<Integer> right) {
    public HostileWebhook {
        headers = Map.copyOf(headers);
        right = Set.copyOf(right);
    }

    static HostileWebhook post(
            String kind,
            String target,
            Map<String, String> headers,
            Buffer body,
            Integer... right) {
        return new HostileWebhook(kind, "POST", target, headers, body, true, Set.of(right));
    }

    HostileWebhook by(String otherMethod) {
        return new HostileWebhook(kind, otherMethod, target, headers, body, announced, right);
    }

    HostileWebhook unannounced() {
        return new HostileWebhook(kind, method, target, headers, body, false, right);
    }

    HostileWebhook with(String header, String value) {
        var changed = new HashMap<>(headers);
        changed.put(header, value);
        return new HostileWebhook(kind, method, target, changed, body, announced, right);
    }

    HttpRequest.Builder to(String ingress) {
        var bytes = body.getBytes();
        var content =
                announced
                        ? BodyPublishers.ofByteArray(bytes)
                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
        var request = HttpRequest.newBuilder(URI.create(ingress + target)).method(method, content);
        headers.forEach(request::header);
        return request;
    }

    /** As it goes over the wire, up to the middle of its body. */
    byte[] firstHalf() {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: ingress\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + body.length() + "\r\n\r\n");
        return Buffer.buffer(head.toString()).appendBuffer(body, 0, body.length() / 2).getBytes();
    }
}
