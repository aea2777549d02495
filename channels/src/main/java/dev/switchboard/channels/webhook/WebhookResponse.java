package dev.switchboard.channels.webhook;

import dev.switchboard.common.wire.Json;
import io.vertx.core.http.HttpServerResponse;

/** HTTP response to a webhook. */
public record WebhookResponse(WebhookOutcome outcome, String contentType, String body) {

    /**
     * @param reason shortened to an excerpt, as it may quote the sender
     */
    public static WebhookResponse refused(WebhookOutcome outcome, String reason) {
        var excerpt = Excerpt.of(reason);
        var body = Json.mapper().createObjectNode().put("error", excerpt).toString();
        return new WebhookResponse(outcome, "application/json", body);
    }

    public void send(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(outcome.httpStatus())
                    .putHeader("Content-Type", contentType)
                    .end(body);
        }
    }
}
