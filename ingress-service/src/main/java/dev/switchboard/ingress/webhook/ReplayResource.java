package dev.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.model.wire.Json;
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
 * Reads a webhook once more that was proved genuine when it came, for the operator service: the
 * same reading, the same publishing, the same ids, without a signature. For the inside only: on the
 * management port, or closed by whatever stands before this service. Wrong tokens are counted, and
 * an address that has shown too many is refused for a while, whatever it shows.
 */
@ApplicationScoped
public class ReplayResource {
    private static final Logger LOG = Logger.getLogger(ReplayResource.class);
    private static final String PATH = "/internal/webhooks/replay";
    private static final String BEARER = "Bearer ";

    private final ReplaySettings settings;
    private final WebhookTools tools;
    private final FailedTries failedTries = new FailedTries();
    private final Counter wrongTokens;

    ReplayResource(ReplaySettings settings, WebhookTools tools, MeterRegistry registry) {
        this.settings = settings;
        this.tools = tools;
        this.wrongTokens = registry.counter("switchboard.replay.wrong.tokens");
    }

    /** What is told, and with which status. */
    private record Told(int status, String body) {
        static Told refused(int status, String reason) {
            return new Told(
                    status,
                    Json.mapper().createObjectNode().put("error", Excerpt.of(reason)).toString());
        }

        static Told published(Reading.Accepted webhook) {
            var told =
                    Json.mapper()
                            .createObjectNode()
                            .put("messages", webhook.messages().size())
                            .put("statuses", webhook.statuses().size());
            var ignored = told.putArray("ignored");
            webhook.ignored().forEach(ignored::add);
            webhook.malformed().forEach(item -> ignored.add("malformed: " + item));
            return new Told(200, told.toString());
        }
    }

    void serve(@Observes Router router) {
        settings.token()
                .map(token -> (BEARER + token).getBytes(UTF_8))
                .ifPresent(secret -> router.post(PATH).handler(http -> take(http, secret)));
    }

    private void take(RoutingContext http, byte[] secret) {
        answer(http.request(), secret)
                .otherwise(ReplayResource::failed)
                .onSuccess(told ->
                        http.response()
                                .setStatusCode(told.status())
                                .putHeader("Content-Type", "application/json")
                                .end(told.body()));
    }

    private Future<Told> answer(HttpServerRequest request, byte[] secret) {
        if (failedTries.areTooMany(request.remoteAddress())) {
            wrongTokens.increment();
            return Future.succeededFuture(Told.refused(429, "too many wrong tokens"));
        }
        var shown = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (!MessageDigest.isEqual(secret, shown.getBytes(UTF_8))) {
            failedTries.add(request.remoteAddress());
            wrongTokens.increment();
            return Future.succeededFuture(Told.refused(401, "the token is missing or wrong"));
        }
        var route = Route.labelled(param(request, "route"));
        var receivedAt = time(param(request, "receivedAt"));
        if (route.isEmpty() || receivedAt.isEmpty()) {
            return Future.succeededFuture(Told.refused(400, "route or receivedAt is wrong"));
        }
        var reader = tools.readers().of(route.get());
        if (reader.isEmpty()) {
            return Future.succeededFuture(Told.refused(409, "this channel is not set up"));
        }
        return tools.bodies()
                .read(request, reader.get().maxBodyBytes())
                .map(body -> webhook(route.get(), request, body, receivedAt.get()))
                .compose(webhook -> publish(reader.get(), webhook));
    }

    private static String param(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getParam(name)).orElse("");
    }

    private static Optional<Instant> time(String written) {
        try {
            return Optional.of(Instant.parse(written));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As it came the first time, except for what only its verification looked at. */
    private static WebhookRequest webhook(
            Route route, HttpServerRequest request, Buffer body, Instant receivedAt) {
        return new WebhookRequest(
                route,
                "POST",
                PATH,
                Optional.of(param(request, "query")).filter(query -> !query.isEmpty()),
                request.headers(),
                body,
                receivedAt);
    }

    private Future<Told> publish(WebhookReader reader, WebhookRequest webhook) {
        return tools.work()
                .on(webhook.body().length(), () -> Reading.of(() -> reader.read(webhook)))
                .compose(reading -> publish(reading, webhook));
    }

    private Future<Told> publish(Reading reading, WebhookRequest webhook) {
        return switch (reading) {
            case Reading.Refused(_, var reason) ->
                    Future.succeededFuture(Told.refused(422, reason));
            case Reading.Accepted accepted ->
                    publish(tools.own().onlyOurs(accepted), webhook.body().length());
        };
    }

    private Future<Told> publish(Reading.Accepted accepted, int bodyBytes) {
        return tools.publisher()
                .publish(accepted, bodyBytes)
                .map(_ -> Told.published(accepted))
                .otherwise(ReplayResource::notPublished);
    }

    private static Told notPublished(Throwable failure) {
        LOG.warnf("Replayed webhook not published cause=%s", failure.getMessage());
        return Told.refused(503, "not stored, please try again");
    }

    private static Told failed(Throwable failure) {
        if (failure instanceof BodyRefusedException refused) {
            return Told.refused(refused.verdict().httpStatus(), refused.reason());
        }
        LOG.error("Replay of a webhook failed", LoggableFailure.of(failure));
        return Told.refused(500, "the webhook could not be handled");
    }
}
