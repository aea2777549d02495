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
 * @param kind the defect
 * @param target path and query
 * @param hasContentLength whether the request has a content length
 * @param expectedStatuses the correct statuses of the refusal
 */
public record HostileWebhook(
        String kind,
        String method,
        String target,
        Map<String, String> headers,
        Buffer body,
        boolean hasContentLength,
        Set<Integer> expectedStatuses) {
    public HostileWebhook {
        headers = Map.copyOf(headers);
        expectedStatuses = Set.copyOf(expectedStatuses);
    }

    static HostileWebhook post(
            String kind,
            String target,
            Map<String, String> headers,
            Buffer body,
            Integer... expectedStatuses) {
        return new HostileWebhook(
                kind, "POST", target, headers, body, true, Set.of(expectedStatuses));
    }

    HostileWebhook by(String otherMethod) {
        return new HostileWebhook(
                kind, otherMethod, target, headers, body, hasContentLength, expectedStatuses);
    }

    HostileWebhook withoutContentLength() {
        return new HostileWebhook(kind, method, target, headers, body, false, expectedStatuses);
    }

    HostileWebhook with(String header, String value) {
        var changed = new HashMap<>(headers);
        changed.put(header, value);
        return new HostileWebhook(
                kind, method, target, changed, body, hasContentLength, expectedStatuses);
    }

    HttpRequest.Builder to(String ingress) {
        var bytes = body.getBytes();
        var content =
                hasContentLength
                        ? BodyPublishers.ofByteArray(bytes)
                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
        var request = HttpRequest.newBuilder(URI.create(ingress + target)).method(method, content);
        headers.forEach(request::header);
        return request;
    }

    /** Bytes of the request up to the middle of its body. */
    byte[] firstHalf() {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: ingress\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + body.length() + "\r\n\r\n");
        return Buffer.buffer(head.toString()).appendBuffer(body, 0, body.length() / 2).getBytes();
    }
}
