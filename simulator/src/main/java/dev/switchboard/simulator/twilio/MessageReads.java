package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.input.Route;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;

/** Read endpoints of the Messages resource: one message, filtered lists, media. */
final class MessageReads {
    private static final String MESSAGES = "/2010-04-01/Accounts/:account/Messages";

    private final TwilioMessages messages;
    private final String accountSid;

    MessageReads(TwilioMessages messages, String accountSid) {
        this.messages = messages;
        this.accountSid = accountSid;
    }

    void route(Router router, Handler<RoutingContext> gate, Handler<RoutingContext> access) {
        router.get(MESSAGES + ".json").handler(gate).handler(access).handler(this::list);
        router.get(MESSAGES + "/:sid/Media.json")
                .handler(gate)
                .handler(access)
                .handler(this::mediaOf);
        router.get(MESSAGES + "/:sid/Media/:media.json")
                .handler(gate)
                .handler(access)
                .handler(context -> withMedia(context, it -> describe(context, it)));
        router.get(MESSAGES + "/:sid/Media/:media")
                .handler(gate)
                .handler(access)
                .handler(context -> withMedia(context, it -> redirect(context, it)));
        router.delete(MESSAGES + "/:sid/Media/:media.json")
                .handler(gate)
                .handler(access)
                .handler(context -> withMedia(context, it -> delete(context, it)));
        router.get(MESSAGES + "/:sid.json").handler(gate).handler(access).handler(this::one);
    }

    private void list(RoutingContext context) {
        var filter = ListFilter.of(context.request());
        var found = messages.list(filter::matches, filter.start(), filter.pageSize() + 1);
        var more = found.size() > filter.pageSize();
        var page = more ? found.subList(0, filter.pageSize()) : found;
        var items = new JsonArray();
        page.forEach(it -> items.add(it.toJson()));
        context.json(filter.paging(Route.path(context), more, items.size()).put("messages", items));
    }

    private void one(RoutingContext context) {
        withMessage(context, it -> context.json(it.toJson()));
    }

    private void mediaOf(RoutingContext context) {
        withMessage(
                context,
                message -> {
                    var items = new JsonArray();
                    message.media().forEach(it -> items.add(it.toJson(accountSid, message.sid())));
                    var paging =
                            ListFilter.of(context.request())
                                    .paging(Route.path(context), false, items.size());
                    context.json(paging.put("media_list", items));
                });
    }

    private void describe(RoutingContext context, TwilioMedia media) {
        JsonObject body = media.toJson(accountSid, Route.parameter(context, "sid"));
        context.json(body);
    }

    /** Twilio redirects to a short-lived storage URL that needs no credentials. */
    private static void redirect(RoutingContext context, TwilioMedia media) {
        media.file()
                .ifPresentOrElse(
                        file ->
                                context.response()
                                        .setStatusCode(307)
                                        .putHeader("Location", "/sim/media/" + file.id())
                                        .end(),
                        () -> notFound(context));
    }

    private void delete(RoutingContext context, TwilioMedia media) {
        messages.find(Route.parameter(context, "sid")).ifPresent(it -> it.remove(media));
        context.response().setStatusCode(204).end();
    }

    private void withMessage(RoutingContext context, Consumer<TwilioMessage> use) {
        messages.find(Route.parameter(context, "sid"))
                .ifPresentOrElse(use, () -> notFound(context));
    }

    private void withMedia(RoutingContext context, Consumer<TwilioMedia> use) {
        Optional<TwilioMedia> found =
                messages.find(Route.parameter(context, "sid")).stream()
                        .flatMap(it -> it.media().stream())
                        .filter(it -> it.sid().equals(Route.parameter(context, "media")))
                        .findFirst();
        found.ifPresentOrElse(use, () -> notFound(context));
    }

    private static void notFound(RoutingContext context) {
        TwilioAccess.answer(context, TwilioError.notFound(Route.path(context)));
    }
}
