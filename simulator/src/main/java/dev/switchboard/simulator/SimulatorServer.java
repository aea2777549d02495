package dev.switchboard.simulator;

import dev.switchboard.simulator.input.BadInputException;
import dev.switchboard.simulator.meta.MetaApi;
import dev.switchboard.simulator.model.ModelApi;
import dev.switchboard.simulator.phone.PhoneResource;
import dev.switchboard.simulator.phone.SimulatedChannel;
import dev.switchboard.simulator.provider.SharedState;
import dev.switchboard.simulator.record.Arrival;
import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.twilio.TwilioApi;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP server of the simulator; everything in it runs on one event loop, so nothing locks. */
final class SimulatorServer extends AbstractVerticle {
    private static final long MAX_BODY_BYTES = 100L << 20;
    private static final int MAX_FORM_BYTES = 4 << 20;
    private static final int BACKLOG = 8_192;

    private final SimulatorOptions options;
    private volatile @Nullable HttpServer http;

    SimulatorServer(SimulatorOptions options) {
        this.options = options;
    }

    @Override
    public void start(Promise<Void> started) {
        var router = Router.router(vertx);
        var server =
                vertx.createHttpServer(
                        new HttpServerOptions()
                                .setAcceptBacklog(BACKLOG)
                                .setHttp2ClearTextEnabled(false)
                                .setMaxFormAttributeSize(MAX_FORM_BYTES)
                                .setMaxFormBufferedBytes(MAX_FORM_BYTES));
        server.requestHandler(router)
                .listen(options.port(), options.host())
                .onSuccess(listening -> {
                    http = listening;
                    route(router);
                    started.complete();
                })
                .onFailure(started::fail);
    }

    int port() {
        var listening = http;
        return listening == null ? options.port() : listening.actualPort();
    }

    String publicUrl() {
        var host = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
        return options.publicUrl()
                .map(URI::toString)
                .map(it -> it.replaceFirst("/+$", ""))
                .orElseGet(() -> "http://" + host + ":" + port());
    }

    private void route(Router router) {
        var shared = SharedState.of(vertx, publicUrl());
        options.twilioWebhook().ifPresent(url -> shared.targets().register("twilio", url));
        options.metaWebhook().ifPresent(url -> shared.targets().register("meta", url));
        var twilio = new TwilioApi(options.twilio(), shared);
        var meta = new MetaApi(options.meta(), shared);
        var model = new ModelApi(options.modelApiKey(), shared.faults(), shared.clock());
        Handler<RoutingContext> reset =
                context -> {
                    shared.clear();
                    twilio.clear();
                    meta.clear();
                    model.clear();
                    context.json(new JsonObject().put("status", "reset"));
                };

        router.route().handler(Arrival.recorder(shared.clock()));
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        twilio.route(router);
        meta.route(router);
        model.route(router);
        shared.route(router);
        router.post("/sim/reset").handler(reset);
        router.delete("/sim").handler(reset);
        router.get("/sim")
                .handler(context ->
                        context.json(
                                about().put("now", NanoClock.text(shared.clock().instant()))
                                        .put("sends", shared.sends().last())
                                        .put("webhooks", shared.sender().last())
                                        .put("modelCalls", model.callCount())));
        new PhoneResource(
                        shared.phones(),
                        shared.shelf(),
                        Map.of(
                                SimulatedChannel.TWILIO,
                                twilio.customerChannel(),
                                SimulatedChannel.META,
                                meta.customerChannel()))
                .route(router);
        router.route().failureHandler(SimulatorServer::fail);
    }

    private JsonObject about() {
        var twilio = new JsonObject().put("number", options.twilio().number());
        var meta =
                new JsonObject()
                        .put("phoneNumberId", options.meta().phoneNumberId())
                        .put("number", "+" + options.meta().displayNumber());
        return new JsonObject().put("twilio", twilio).put("meta", meta);
    }

    private static void fail(RoutingContext context) {
        var failure = context.failure();
        if (failure instanceof BadInputException bad) {
            context.response().setStatusCode(400);
            context.json(new JsonObject().put("field", bad.field()).put("error", bad.getMessage()));
        } else {
            context.next();
        }
    }
}
