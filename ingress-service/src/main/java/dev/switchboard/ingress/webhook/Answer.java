package dev.switchboard.ingress.webhook;

import dev.switchboard.model.wire.Json;
import io.vertx.core.http.HttpServerResponse;

/** What a webhook's sender is told. */
public record Answer(Verdict verdict, String contentType, String body) {

    /**
     * @param reason told as an excerpt: it may quote what the sender wrote
     */
    public static Answer refused(Verdict verdict, String reason) {
        var told = Excerpt.of(reason);
        var body = Json.mapper().createObjectNode().put("error", told).toString();
        return new Answer(verdict, "application/json", body);
    }

    void send(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(verdict.httpStatus())
                    .putHeader("Content-Type", contentType)
                    .end(body);
        }
    }
}
