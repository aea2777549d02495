package dev.switchboard.simulator.phone;

import dev.switchboard.simulator.input.BadInputException;
import dev.switchboard.simulator.input.Fields;
import dev.switchboard.simulator.input.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Map;
import java.util.Objects;

/** The phone page, and the API with which it, or a test, acts as a customer. */
public final class PhoneResource {
    private final Phones phones;
    private final MediaShelf shelf;
    private final Map<SimulatedChannel, CustomerChannel> channels;

    public PhoneResource(
            Phones phones, MediaShelf shelf, Map<SimulatedChannel, CustomerChannel> channels) {
        this.phones = phones;
        this.shelf = shelf;
        this.channels = Map.copyOf(channels);
    }

    /** Every other GET is a file of the page, so this is the last of the routes. */
    public void route(Router router) {
        router.get("/sim/phones").handler(context -> context.json(phones.numbers()));
        router.get("/sim/phones/:e164/messages")
                .handler(context -> context.json(phones.shownOn(number(context))));
        router.post("/sim/phones/:e164/messages").handler(this::send);
        router.get()
                .handler(PhoneResource::addSecurityHeaders)
                .handler(StaticHandler.create("simulator/page").setCachingEnabled(false));
    }

    /**
     * Responds once the first attempt at each webhook has ended, so that calls in sequence stay in
     * order.
     */
    private void send(RoutingContext context) {
        var message = PhoneInput.read(number(context), Fields.of(context), shelf);
        var sent = Objects.requireNonNull(channels.get(message.channel())).send(message);
        sent.statuses()
                .onSuccess(statuses ->
                        context.json(
                                new JsonObject()
                                        .put("id", sent.id())
                                        .put("webhooks", new JsonArray(statuses))))
                .onFailure(context::fail);
    }

    /** Forbids foreign scripts, because the page shows what customers and models wrote. */
    private static void addSecurityHeaders(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff");
        context.next();
    }

    private static SimulatedNumber number(RoutingContext context) {
        var written = Route.parameter(context, "e164");
        return SimulatedNumber.read(written)
                .orElseThrow(
                        () -> new BadInputException("e164", "must be a phone number in E.164"));
    }
}
