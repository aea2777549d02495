package dev.switchboard.ingress.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One webhook from its head to its answer, which is counted, timed and logged. */
final class WebhookCall {
    private final Route route;
    private final RoutingContext http;
    private final WebhookTools tools;
    private final Instant receivedAt;
    private final long startedAt = System.nanoTime();
    private Buffer body = Buffer.buffer();
    private boolean genuine;

    WebhookCall(Route route, RoutingContext http, WebhookTools tools) {
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

    /** Its signature was looked at and is right: it may be replayed. */
    void provedGenuine() {
        genuine = true;
    }

    void refuse(Verdict verdict, String reason) {
        answer(Answer.refused(verdict, reason), Optional.of(Excerpt.of(reason)));
    }

    /**
     * @param note what the webhook log is to say beside the verdict
     */
    void answer(Answer answer, Optional<String> note) {
        answer.send(http.response());
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        tools.metrics().answered(route, answer.verdict(), took);
        tools.log().add(request(), genuine, answer.verdict(), note, took);
    }
}
