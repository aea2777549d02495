package dev.switchboard.localstack.simulator.meta;

import dev.switchboard.localstack.simulator.fault.Exchange;
import dev.switchboard.localstack.simulator.fault.Fate;
import dev.switchboard.localstack.simulator.fault.Gate;
import dev.switchboard.localstack.simulator.fault.Provider;
import dev.switchboard.localstack.simulator.input.Route;
import dev.switchboard.localstack.simulator.phone.Channel;
import dev.switchboard.localstack.simulator.phone.PhoneMessage;
import dev.switchboard.localstack.simulator.phone.PhoneNumber;
import dev.switchboard.localstack.simulator.record.Arrival;
import dev.switchboard.localstack.simulator.record.Send;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The Cloud API's messages edge: takes messages, read marks and typing indicators. */
public final class MetaApi {
    private static final String MESSAGES =
            "/(?<version>v[0-9]+\\.[0-9]+)/(?<number>[A-Za-z0-9]+)/messages";

    private final MetaParts parts;
    private final Set<String> phoneNumberIds = new HashSet<>();
    private final MetaAccess access;
    private final MetaStatuses statuses;
    private final MetaLine line;

    public MetaApi(MetaParts parts) {
        this.parts = parts;
        this.access = new MetaAccess(parts.app());
        this.statuses = new MetaStatuses(parts);
        this.line = new MetaLine(parts, phoneNumberIds);
        clear();
    }

    public void route(Router router) {
        var gate = new Gate(parts.faults(), Provider.META, MetaApi::faultBody);
        router.postWithRegex(MESSAGES).handler(this::take);
        new GraphObjects(parts, phoneNumberIds).route(router, gate, access);
    }

    /** The way of customers' messages to the business. */
    public MetaLine line() {
        return line;
    }

    public void clear() {
        phoneNumberIds.clear();
        phoneNumberIds.add(parts.app().phoneNumberId());
    }

    private void take(RoutingContext context) {
        var message =
                GraphMessage.read(context.body().buffer())
                        .orElseGet(() -> new GraphMessage(new JsonObject()));
        var fate = parts.faults().next(Provider.META);
        if (message.isMark()) {
            mark(context, message, fate);
        } else {
            send(context, message, fate);
        }
    }

    private void send(RoutingContext context, GraphMessage message, Fate fate) {
        var number = Route.parameter(context, "number");
        var to = parts.phones().behind(message.address());
        var send =
                parts.sends()
                        .add(
                                new Send("meta", Arrival.of(context))
                                        .asked(
                                                number,
                                                to.map(PhoneNumber::text).orElse(message.address()),
                                                message.shown(),
                                                message.callbackData()));
        var exchange = new Exchange(context, send, fate, parts.clock());
        refusal(context, message, fate)
                .ifPresentOrElse(
                        error ->
                                exchange.refuse(
                                        error.status(), error.toJson(), outcome(error, fate)),
                        () -> exchange.accept(200, accept(number, message, to, send)));
    }

    /** Read marks are no sends: they are not recorded, but faults hit them too. */
    private void mark(RoutingContext context, GraphMessage message, Fate fate) {
        var about = parts.phones().find(message.markedMessage());
        var refusal =
                refusal(context, message, fate)
                        .or(() ->
                                about.isPresent()
                                        ? Optional.empty()
                                        : Optional.of(
                                                MetaError.parameter(
                                                        "Invalid parameter: message_id")));
        refusal.ifPresentOrElse(
                error -> MetaAccess.answer(context, error),
                () -> {
                    about.ifPresent(it -> marked(it, message));
                    context.json(new JsonObject().put("success", true));
                });
    }

    private void marked(PhoneMessage about, GraphMessage mark) {
        parts.phones().readByBusiness(about);
        if (mark.showsTyping()) {
            parts.phones().typing(about);
        }
    }

    private Optional<MetaError> refusal(RoutingContext context, GraphMessage message, Fate fate) {
        var number = Route.parameter(context, "number");
        return fate.status()
                .map(status -> MetaError.fault(status, fate.code()))
                .or(() -> access.refusal(context))
                .or(() -> known(number))
                .or(message::refusal)
                .or(() -> message.isMark() ? Optional.empty() : unknownRecipient(message));
    }

    private Optional<MetaError> known(String number) {
        return phoneNumberIds.contains(number)
                ? Optional.empty()
                : Optional.of(MetaError.unknownObject(number));
    }

    private Optional<MetaError> unknownRecipient(GraphMessage message) {
        return parts.phones().behind(message.address()).isPresent()
                ? Optional.empty()
                : Optional.of(MetaError.value("Invalid recipient"));
    }

    /**
     * The phone has the message before the answer leaves; that is what makes a lost answer hard.
     */
    private JsonObject accept(
            String number, GraphMessage message, Optional<PhoneNumber> to, Send send) {
        var id = Wamids.next();
        send.took(id);
        to.ifPresent(phone -> parts.phones().add(shown(phone, id, number, message)));
        statuses.follow(id, number, message, to);
        statuses.echo(id, number, message, to);
        var contact =
                new JsonObject()
                        .put("input", message.address())
                        .put("wa_id", to.map(PhoneNumber::digits).orElse(message.address()));
        return new JsonObject()
                .put("messaging_product", "whatsapp")
                .put("contacts", new JsonArray().add(contact))
                .put(
                        "messages",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("id", id)
                                                .put("message_status", "accepted")));
    }

    private PhoneMessage shown(PhoneNumber phone, String id, String number, GraphMessage message) {
        var media =
                message.media()
                        .map(it -> new JsonObject().put("kind", message.type()).put("url", it));
        return PhoneMessage.received(
                phone,
                id,
                Channel.META,
                number,
                message.type(),
                message.shown(),
                media.map(List::of).orElseGet(List::of),
                parts.clock().instant());
    }

    private static String outcome(MetaError error, Fate fate) {
        return fate.status().map(it -> "fault:" + it).orElse("refused:" + error.code());
    }

    private static JsonObject faultBody(int status, Optional<Integer> code) {
        return MetaError.fault(status, code).toJson();
    }
}
