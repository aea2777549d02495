package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.channels.webhook.Excerpt;
import dev.switchboard.channels.webhook.WebhookOutcome;
import dev.switchboard.channels.webhook.WebhookReader;
import dev.switchboard.channels.webhook.WebhookRequest;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.channels.webhook.WebhookRoute;
import dev.switchboard.common.wire.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Replays a webhook that was genuine when it arrived, for the operator service: the same parsing,
 * publishing and ids, without a signature. Internal only: on the management port, or blocked by the
 * proxy. Wrong tokens are counted, and an address that sent too many is refused for a while even
 * with the right one.
 */
@ApplicationScoped
public class ReplayResource {
    private static final String PATH = "/internal/webhooks/replay";
    private static final String BEARER = "Bearer ";

    private final WebhookSettings settings;
    private final List<WebhookReader> readers;
    private final WebhookIntake intake;
    private final WrongTokenLimiter wrongTokenLimiter = new WrongTokenLimiter();
    private final Counter wrongTokens;

    ReplayResource(
            WebhookSettings settings,
            @All List<WebhookReader> readers,
            WebhookIntake intake,
            MeterRegistry registry) {
        this.settings = settings;
        this.readers = readers;
        this.intake = intake;
        this.wrongTokens = registry.counter("switchboard.replay.wrong.tokens");
    }

    /** HTTP response to a replay. */
    private record ReplayResponse(int status, String body) {
        static ReplayResponse refused(int status, String reason) {
            return new ReplayResponse(
                    status,
                    Json.mapper().createObjectNode().put("error", Excerpt.of(reason)).toString());
        }

        static ReplayResponse of(WebhookResult result) {
            return switch (result) {
                case WebhookResult.Accepted accepted -> published(accepted);
                case WebhookResult.Rejected(var outcome, var reason, _, _) ->
                        refused(
                                outcome == WebhookOutcome.MALFORMED ? 422 : outcome.httpStatus(),
                                reason);
            };
        }

        private static ReplayResponse published(WebhookResult.Accepted webhook) {
            var body =
                    Json.mapper()
                            .createObjectNode()
                            .put("messages", webhook.messages().size())
                            .put("statuses", webhook.statuses().size());
            var ignored = body.putArray("ignored");
            webhook.ignored().forEach(ignored::add);
            webhook.malformed().forEach(item -> ignored.add("malformed: " + item));
            return new ReplayResponse(200, body.toString());
        }
    }

    void serve(@Observes Router router) {
        settings.replayToken()
                .map(token -> (BEARER + token).getBytes(UTF_8))
                .ifPresent(secret -> router.post(PATH).handler(http -> handle(http, secret)));
    }

    private void handle(RoutingContext http, byte[] secret) {
        replay(http.request(), secret)
                .onSuccess(response ->
                        http.response()
                                .setStatusCode(response.status())
                                .putHeader("Content-Type", "application/json")
                                .end(response.body()));
    }

    private Future<ReplayResponse> replay(HttpServerRequest request, byte[] secret) {
        if (wrongTokenLimiter.isExceeded(request.remoteAddress())) {
            wrongTokens.increment();
            return Future.succeededFuture(ReplayResponse.refused(429, "too many wrong tokens"));
        }
        var authorization = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (!MessageDigest.isEqual(secret, authorization.getBytes(UTF_8))) {
            wrongTokenLimiter.count(request.remoteAddress());
            wrongTokens.increment();
            return Future.succeededFuture(
                    ReplayResponse.refused(401, "the token is missing or wrong"));
        }
        var label = param(request, "route");
        var reader = readers.stream().filter(it -> route(it, label).isPresent()).findFirst();
        var receivedAt = time(param(request, "receivedAt"));
        if (reader.isEmpty() || receivedAt.isEmpty()) {
            return Future.succeededFuture(
                    ReplayResponse.refused(400, "route or receivedAt is wrong"));
        }
        if (reader.get().missingSetting().isPresent()) {
            return Future.succeededFuture(
                    ReplayResponse.refused(409, "this channel is not set up"));
        }
        var route = route(reader.get(), label).orElseThrow();
        return intake.take(
                        request,
                        reader.get().maxBodyBytes(),
                        body -> {
                            var webhook = webhook(route, request, body, receivedAt.get());
                            return WebhookResult.verified(() -> reader.get().parse(webhook));
                        })
                .map(ReplayResponse::of);
    }

    private static Optional<WebhookRoute> route(WebhookReader reader, String label) {
        return reader.routes().stream().filter(route -> route.label().equals(label)).findFirst();
    }

    private static String param(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getParam(name)).orElse("");
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Original request, except for the parts that only verification needs. */
    private static WebhookRequest webhook(
            WebhookRoute route, HttpServerRequest request, Buffer body, Instant receivedAt) {
        return new WebhookRequest(
                route,
                "POST",
                PATH,
                Optional.of(param(request, "query")).filter(query -> !query.isEmpty()),
                request.headers(),
                body,
                receivedAt);
    }
}
