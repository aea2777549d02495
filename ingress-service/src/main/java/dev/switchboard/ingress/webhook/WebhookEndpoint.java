package dev.switchboard.ingress.webhook;

import dev.switchboard.chassis.failure.LoggableFailure;
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
 * Takes in one webhook: reads it, has it verified and understood, publishes it and only then
 * answers that it was received.
 */
public final class WebhookEndpoint implements Handler<RoutingContext> {
    private static final Logger LOG = Logger.getLogger(WebhookEndpoint.class);

    /** As many items as the log's entry names. */
    private static final int MAX_LISTED = 20;

    private final Route route;
    private final WebhookReader reader;
    private final Set<String> mediaTypes;
    private final Answer received;
    private final WebhookTools tools;

    public WebhookEndpoint(
            Route route,
            WebhookReader reader,
            Set<String> mediaTypes,
            Answer received,
            WebhookTools tools) {
        this.route = route;
        this.reader = reader;
        this.mediaTypes = Set.copyOf(mediaTypes);
        this.received = received;
        this.tools = tools;
        tools.readers().add(route, reader);
    }

    /** The endpoint of a channel that is not set up: everything is refused. */
    public static Handler<RoutingContext> closed(Route route, WebhookTools tools) {
        return http ->
                new WebhookCall(route, http, tools)
                        .refuse(Verdict.CHANNEL_OFF, "this channel is not set up");
    }

    @Override
    public void handle(RoutingContext http) {
        var call = new WebhookCall(route, http, tools);
        var method = http.request().method();
        if (method.equals(HttpMethod.POST)) {
            take(call, http);
            return;
        }
        var greeting = reader.greet(call.request());
        if (greeting.isPresent() && method.equals(HttpMethod.GET)) {
            call.answer(greeting.get(), Optional.empty());
            return;
        }
        var allowed = greeting.isPresent() ? "GET, POST" : "POST";
        http.response().putHeader("Allow", allowed);
        call.refuse(Verdict.WRONG_METHOD, "allowed here: " + allowed);
    }

    private void take(WebhookCall call, RoutingContext http) {
        if (!mediaTypes.contains(WebhookRequest.mediaType(http.request().headers()))) {
            call.refuse(
                    Verdict.WRONG_TYPE, "Content-Type is not " + String.join(" or ", mediaTypes));
            return;
        }
        tools.bodies()
                .read(http.request(), reader.maxBodyBytes())
                .compose(body ->
                        tools.work()
                                .on(body.length(), () -> read(call, body))
                                .compose(reading -> decide(reading, body.length())))
                .onSuccess(decision -> call.answer(decision.answer(), decision.note()))
                .onFailure(failure -> fail(call, failure));
    }

    private Reading read(WebhookCall call, Buffer body) {
        return switch (reader.verify(call.request(body))) {
            case Verification.Refused(var verdict, var reason) ->
                    new Reading.Refused(verdict, reason);
            case Verification.Genuine(var contents) -> {
                call.provedGenuine();
                yield Reading.of(contents);
            }
        };
    }

    private record Decision(Answer answer, Optional<String> note) {}

    private Future<Decision> decide(Reading reading, int bodyBytes) {
        return switch (reading) {
            case Reading.Refused(var verdict, var reason) ->
                    Future.succeededFuture(
                            new Decision(Answer.refused(verdict, reason), Optional.of(reason)));
            case Reading.Accepted accepted -> publish(tools.own().onlyOurs(accepted), bodyBytes);
        };
    }

    private Future<Decision> publish(Reading.Accepted accepted, int bodyBytes) {
        return tools.publisher()
                .publish(accepted, bodyBytes)
                .map(_ -> new Decision(received, note(accepted)))
                .otherwise(WebhookEndpoint::notPublished);
    }

    private Optional<String> note(Reading.Accepted accepted) {
        tools.metrics().ignored(route, accepted.ignored().size());
        tools.metrics().malformed(route, accepted.malformed().size());
        if (!accepted.malformed().isEmpty()) {
            LOG.warnf(
                    "Items of a webhook could not be read route=%s items=%d first=%s",
                    route.label(), accepted.malformed().size(), accepted.malformed().getFirst());
        }
        var note =
                Stream.of(
                                listed("malformed", accepted.malformed()),
                                listed("ignored", accepted.ignored()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; "));
        return Optional.of(note).filter(text -> !text.isEmpty());
    }

    private static Optional<String> listed(String what, List<String> items) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var shown = items.stream().limit(MAX_LISTED).collect(Collectors.joining("; "));
        var more = items.size() - MAX_LISTED;
        return Optional.of(what + ": " + shown + (more > 0 ? "; and " + more + " more" : ""));
    }

    private static Decision notPublished(Throwable failure) {
        LOG.warnf("Webhook not published cause=%s", failure.getMessage());
        return new Decision(
                Answer.refused(Verdict.NOT_PUBLISHED, "not stored, please send it again"),
                Optional.ofNullable(failure.getMessage()));
    }

    private void fail(WebhookCall call, Throwable failure) {
        if (failure instanceof BodyRefusedException refused) {
            call.refuse(refused.verdict(), refused.reason());
            return;
        }
        LOG.errorf(LoggableFailure.of(failure), "Webhook failed route=%s", route.label());
        call.refuse(Verdict.FAILED, "the webhook could not be handled");
    }
}
