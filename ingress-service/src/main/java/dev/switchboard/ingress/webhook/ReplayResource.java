package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.wire.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Replays a webhook that was genuine when it arrived, for the operator service: the same parsing,
 * publishing and ids, without a signature. Internal only: on the management port, or blocked by the
 * proxy. Wrong tokens are counted, and an address that sent too many is refused for a while even
 * with the right one.
 */
@ApplicationScoped
public class ReplayResource {
    private static final Logger LOG = Logger.getLogger(ReplayResource.class);
    private static final String PATH = "/internal/webhooks/replay";
    private static final String BEARER = "Bearer ";

    private final ReplaySettings settings;
    private final WebhookTools tools;
    private final WrongTokenLimiter wrongTokenLimiter = new WrongTokenLimiter();
    private final Counter wrongTokens;

    ReplayResource(ReplaySettings settings, WebhookTools tools, MeterRegistry registry) {
        this.settings = settings;
        this.tools = tools;
        this.wrongTokens = registry.counter("switchboard.replay.wrong.tokens");
    }

    /** HTTP response to a replay. */
    private record ReplayResponse(int status, String body) {
        static ReplayResponse refused(int status, String reason) {
            return new ReplayResponse(
                    status,
                    Json.mapper().createObjectNode().put("error", Excerpt.of(reason)).toString());
        }

        static ReplayResponse published(ReadResult.Accepted webhook) {
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
        settings.token()
                .map(token -> (BEARER + token).getBytes(UTF_8))
                .ifPresent(secret -> router.post(PATH).handler(http -> handle(http, secret)));
    }

    private void handle(RoutingContext http, byte[] secret) {
        replay(http.request(), secret)
                .otherwise(ReplayResource::failed)
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
        var route = WebhookRoute.withLabel(param(request, "route"));
        var receivedAt = time(param(request, "receivedAt"));
        if (route.isEmpty() || receivedAt.isEmpty()) {
            return Future.succeededFuture(
                    ReplayResponse.refused(400, "route or receivedAt is wrong"));
        }
        var reader = tools.readers().of(route.get());
        if (reader.isEmpty()) {
            return Future.succeededFuture(
                    ReplayResponse.refused(409, "this channel is not set up"));
        }
        return tools.bodies()
                .read(request, reader.get().maxBodyBytes())
                .map(body -> webhook(route.get(), request, body, receivedAt.get()))
                .compose(webhook -> publish(reader.get(), webhook));
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

    private Future<ReplayResponse> publish(WebhookReader reader, WebhookRequest webhook) {
        return tools.executor()
                .execute(webhook.body().length(), () -> ReadResult.of(() -> reader.read(webhook)))
                .compose(result -> publish(result, webhook));
    }

    private Future<ReplayResponse> publish(ReadResult result, WebhookRequest webhook) {
        return switch (result) {
            case ReadResult.Refused(_, var reason) ->
                    Future.succeededFuture(ReplayResponse.refused(422, reason));
            case ReadResult.Accepted accepted ->
                    publish(tools.ownNumbers().onlyOurs(accepted), webhook.body().length());
        };
    }

    private Future<ReplayResponse> publish(ReadResult.Accepted accepted, int bodyBytes) {
        return tools.publisher()
                .publish(accepted, bodyBytes)
                .map(_ -> ReplayResponse.published(accepted))
                .otherwise(ReplayResource::notPublished);
    }

    private static ReplayResponse notPublished(Throwable failure) {
        LOG.warnf("Replayed webhook not published cause=%s", failure.getMessage());
        return ReplayResponse.refused(503, "not stored, please try again");
    }

    private static ReplayResponse failed(Throwable failure) {
        if (failure instanceof BodyRefusedException refused) {
            return ReplayResponse.refused(refused.outcome().httpStatus(), refused.reason());
        }
        LOG.error("Webhook replay failed", LoggableFailure.of(failure));
        return ReplayResponse.refused(500, "the webhook could not be handled");
    }
}
