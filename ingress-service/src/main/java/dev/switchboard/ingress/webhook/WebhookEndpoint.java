package dev.switchboard.ingress.webhook;

import dev.switchboard.chassis.resilience.LoggableFailure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Handles the webhooks of a route: reads, verifies, parses and publishes each, and acknowledges it
 * only then.
 */
public final class WebhookEndpoint implements Handler<RoutingContext> {
    private static final Logger LOG = Logger.getLogger(WebhookEndpoint.class);

    /** Maximum number of items named in an entry of the webhook log. */
    private static final int MAX_LISTED = 20;

    private final WebhookRoute route;
    private final WebhookReader reader;
    private final Set<String> mediaTypes;
    private final WebhookResponse acknowledgement;
    private final WebhookTools tools;

    public WebhookEndpoint(
            WebhookRoute route,
            WebhookReader reader,
            Set<String> mediaTypes,
            WebhookResponse acknowledgement,
            WebhookTools tools) {
        this.route = route;
        this.reader = reader;
        this.mediaTypes = Set.copyOf(mediaTypes);
        this.acknowledgement = acknowledgement;
        this.tools = tools;
        tools.readers().add(route, reader);
    }

    /** Endpoint of a channel that is not set up; refuses everything. */
    public static Handler<RoutingContext> closed(WebhookRoute route, WebhookTools tools) {
        return http ->
                new WebhookCall(route, http, tools)
                        .refuse(WebhookOutcome.CHANNEL_OFF, "this channel is not set up");
    }

    @Override
    public void handle(RoutingContext http) {
        var call = new WebhookCall(route, http, tools);
        var method = http.request().method();
        if (method.equals(HttpMethod.POST)) {
            handlePost(call, http);
            return;
        }
        var response = reader.answerGet(call.request());
        if (response.isPresent() && method.equals(HttpMethod.GET)) {
            call.answer(response.get(), Optional.empty());
            return;
        }
        var allowed = response.isPresent() ? "GET, POST" : "POST";
        http.response().putHeader("Allow", allowed);
        call.refuse(WebhookOutcome.WRONG_METHOD, "allowed here: " + allowed);
    }

    private void handlePost(WebhookCall call, RoutingContext http) {
        if (!mediaTypes.contains(WebhookRequest.mediaType(http.request().headers()))) {
            call.refuse(
                    WebhookOutcome.WRONG_TYPE,
                    "Content-Type is not " + String.join(" or ", mediaTypes));
            return;
        }
        tools.bodies()
                .read(http.request(), reader.maxBodyBytes())
                .compose(body ->
                        tools.executor()
                                .execute(body.length(), () -> read(call, body))
                                .compose(result -> decide(result, body.length())))
                .onSuccess(decision -> call.answer(decision.answer(), decision.note()))
                .onFailure(failure -> fail(call, failure));
    }

    private ReadResult read(WebhookCall call, Buffer body) {
        return switch (reader.verify(call.request(body))) {
            case Verification.Refused(var outcome, var reason) ->
                    new ReadResult.Refused(outcome, reason);
            case Verification.Genuine(var contents) -> {
                call.markGenuine();
                yield ReadResult.of(contents);
            }
        };
    }

    private record Decision(WebhookResponse answer, Optional<String> note) {}

    private Future<Decision> decide(ReadResult result, int bodyBytes) {
        return switch (result) {
            case ReadResult.Refused(var outcome, var reason) ->
                    Future.succeededFuture(
                            new Decision(
                                    WebhookResponse.refused(outcome, reason), Optional.of(reason)));
            case ReadResult.Accepted accepted ->
                    publish(tools.ownNumbers().onlyOurs(accepted), bodyBytes);
        };
    }

    private Future<Decision> publish(ReadResult.Accepted accepted, int bodyBytes) {
        return tools.publisher()
                .publish(accepted, bodyBytes)
                .map(_ -> new Decision(acknowledgement, note(accepted)))
                .otherwise(WebhookEndpoint::notPublished);
    }

    private Optional<String> note(ReadResult.Accepted accepted) {
        tools.metrics().ignored(route, accepted.ignored().size());
        tools.metrics().malformed(route, accepted.malformed().size());
        if (!accepted.malformed().isEmpty()) {
            LOG.warnf(
                    "Webhook items malformed route=%s items=%d first=%s",
                    route.label(), accepted.malformed().size(), accepted.malformed().getFirst());
        }
        var note =
                Stream.of(
                                itemList("malformed", accepted.malformed()),
                                itemList("ignored", accepted.ignored()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; "));
        return Optional.of(note).filter(text -> !text.isEmpty());
    }

    private static Optional<String> itemList(String label, List<String> items) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var shown = items.stream().limit(MAX_LISTED).collect(Collectors.joining("; "));
        var more = items.size() - MAX_LISTED;
        return Optional.of(label + ": " + shown + (more > 0 ? "; and " + more + " more" : ""));
    }

    private static Decision notPublished(Throwable failure) {
        LOG.warnf("Webhook not published cause=%s", failure.getMessage());
        return new Decision(
                WebhookResponse.refused(
                        WebhookOutcome.NOT_PUBLISHED, "not stored, please send it again"),
                Optional.ofNullable(failure.getMessage()));
    }

    private void fail(WebhookCall call, Throwable failure) {
        if (failure instanceof BodyRefusedException refused) {
            call.refuse(refused.outcome(), refused.reason());
            return;
        }
        LOG.errorf(LoggableFailure.of(failure), "Webhook failed route=%s", route.label());
        call.refuse(WebhookOutcome.FAILED, "the webhook could not be handled");
    }
}
