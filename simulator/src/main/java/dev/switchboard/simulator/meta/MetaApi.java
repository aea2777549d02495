package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.fault.FaultDecision;
import dev.switchboard.simulator.fault.FaultGate;
import dev.switchboard.simulator.fault.FaultTarget;
import dev.switchboard.simulator.fault.FaultedExchange;
import dev.switchboard.simulator.input.Route;
import dev.switchboard.simulator.phone.PhoneMessage;
import dev.switchboard.simulator.phone.SimulatedChannel;
import dev.switchboard.simulator.phone.SimulatedNumber;
import dev.switchboard.simulator.provider.SharedState;
import dev.switchboard.simulator.record.RecordedSend;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Cloud API's messages edge: accepts messages, read marks and typing indicators. */
public final class MetaApi {
    private static final String MESSAGES =
            "/(?<version>v[0-9]+\\.[0-9]+)/(?<number>[A-Za-z0-9]+)/messages";

    private final MetaApp app;
    private final SharedState shared;
    private final Set<String> phoneNumberIds = new HashSet<>();
    private final MetaAccess access;
    private final MetaStatuses statuses;
    private final MetaCustomerChannel customerChannel;

    public MetaApi(MetaApp app, SharedState shared) {
        this.app = app;
        this.shared = shared;
        this.access = new MetaAccess(app);
        this.statuses = new MetaStatuses(app, shared);
        this.customerChannel = new MetaCustomerChannel(app, shared, phoneNumberIds);
        clear();
    }

    public void route(Router router) {
        var gate = new FaultGate(shared.faults(), FaultTarget.META, MetaApi::faultBody);
        router.postWithRegex(MESSAGES).handler(this::handle);
        new GraphObjects(app, shared, phoneNumberIds).route(router, gate, access);
    }

    /** Channel of customers' messages to the business. */
    public MetaCustomerChannel customerChannel() {
        return customerChannel;
    }

    public void clear() {
        phoneNumberIds.clear();
        phoneNumberIds.add(app.phoneNumberId());
    }

    private void handle(RoutingContext context) {
        var message =
                GraphMessage.read(context.body().buffer())
                        .orElseGet(() -> new GraphMessage(new JsonObject()));
        var decision = shared.faults().next(FaultTarget.META);
        if (message.isMark()) {
            mark(context, message, decision);
        } else {
            send(context, message, decision);
        }
    }

    private void send(RoutingContext context, GraphMessage message, FaultDecision decision) {
        var number = Route.parameter(context, "number");
        var to = shared.phones().phoneAt(message.address());
        var send =
                shared.sends()
                        .add(
                                new RecordedSend("meta", shared.clock().instant())
                                        .requested(
                                                number,
                                                to.map(SimulatedNumber::text)
                                                        .orElse(message.address()),
                                                message.shown(),
                                                message.callbackData().orElse(null)));
        var exchange = new FaultedExchange(context, send, decision, shared.clock());
        refusal(context, message, decision)
                .ifPresentOrElse(
                        error ->
                                exchange.refuse(
                                        error.status(), error.toJson(), outcome(error, decision)),
                        () ->
                                exchange.accept(
                                        200, accept(number, message, to.orElseThrow(), send)));
    }

    /** Read marks are not sends: they are not recorded, but faults apply to them too. */
    private void mark(RoutingContext context, GraphMessage message, FaultDecision decision) {
        var about = shared.phones().find(message.markedMessage());
        var refusal =
                refusal(context, message, decision)
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
        shared.phones().readByBusiness(about);
        if (mark.showsTyping()) {
            shared.phones().typing(about);
        }
    }

    private Optional<MetaError> refusal(
            RoutingContext context, GraphMessage message, FaultDecision decision) {
        var number = Route.parameter(context, "number");
        return decision.status()
                .map(status -> MetaError.fault(status, decision.code().orElse(null)))
                .or(() -> access.refusal(context))
                .or(() -> unknownNumber(number))
                .or(message::refusal)
                .or(() -> message.isMark() ? Optional.empty() : unknownRecipient(message));
    }

    private Optional<MetaError> unknownNumber(String number) {
        return phoneNumberIds.contains(number)
                ? Optional.empty()
                : Optional.of(MetaError.unknownObject(number));
    }

    private Optional<MetaError> unknownRecipient(GraphMessage message) {
        return shared.phones().phoneAt(message.address()).isPresent()
                ? Optional.empty()
                : Optional.of(MetaError.value("Invalid recipient"));
    }

    /**
     * The phone has the message before the response leaves, so a lost response leaves the sender an
     * unknown outcome.
     */
    private JsonObject accept(
            String number, GraphMessage message, SimulatedNumber to, RecordedSend send) {
        var id = Wamids.next();
        send.accepted(id);
        shared.phones().add(shown(to, id, number, message));
        statuses.schedule(id, number, message, to);
        statuses.scheduleEcho(id, number, message, to);
        var contact = new JsonObject().put("input", message.address()).put("wa_id", to.digits());
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

    private PhoneMessage shown(
            SimulatedNumber phone, String id, String number, GraphMessage message) {
        var media =
                message.media()
                        .map(it -> new JsonObject().put("kind", message.type()).put("url", it));
        return PhoneMessage.received(
                phone,
                id,
                SimulatedChannel.META,
                number,
                new PhoneMessage.ShownContent(
                        message.type(), message.shown(), media.stream().toList()),
                shared.clock().instant());
    }

    private static String outcome(MetaError error, FaultDecision decision) {
        return decision.status().map(it -> "fault:" + it).orElse("refused:" + error.code());
    }

    private static JsonObject faultBody(int status, @Nullable Integer code) {
        return MetaError.fault(status, code).toJson();
    }
}
