package dev.switchboard.ingress.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Handling of one webhook from its head to its response, which is counted, timed and logged. */
final class WebhookCall {
    private final WebhookRoute route;
    private final RoutingContext http;
    private final WebhookTools tools;
    private final Instant receivedAt;
    private final long startedAt = System.nanoTime();
    private Buffer body = Buffer.buffer();
    private boolean genuine;

    WebhookCall(WebhookRoute route, RoutingContext http, WebhookTools tools) {
        this.route = route;
        this.http = http;
        this.tools = tools;
        this.receivedAt = tools.clock().instant();
    }

    WebhookRequest request() {
        return WebhookRequest.of(route, http.request(), body, receivedAt);
    }

    WebhookRequest request(Buffer read) {
        body = read;
        return request();
    }

    /** Marks the signature as verified, so that the webhook may be replayed. */
    void markGenuine() {
        genuine = true;
    }

    void refuse(WebhookOutcome outcome, String reason) {
        answer(WebhookResponse.refused(outcome, reason), Optional.of(Excerpt.of(reason)));
    }

    /**
     * @param note remark for the webhook log
     */
    void answer(WebhookResponse answer, Optional<String> note) {
        answer.send(http.response());
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        tools.metrics().answered(route, answer.outcome(), took);
        tools.log().add(request(), genuine, answer.outcome(), note, took);
    }
}
