package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.fault.FaultDecision;
import dev.switchboard.simulator.fault.FaultGate;
import dev.switchboard.simulator.fault.FaultTarget;
import dev.switchboard.simulator.fault.FaultedExchange;
import dev.switchboard.simulator.phone.PhoneMessage;
import dev.switchboard.simulator.phone.SimulatedChannel;
import dev.switchboard.simulator.phone.SimulatedNumber;
import dev.switchboard.simulator.provider.SharedState;
import dev.switchboard.simulator.record.RecordedSend;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Twilio's Messages resource: accepts messages for the phones. */
public final class TwilioApi {
    private static final String MESSAGES = "/2010-04-01/Accounts/:account/Messages";

    private final TwilioAccount account;
    private final SharedState shared;
    private final TwilioMessages messages = new TwilioMessages();
    private final Set<String> senders = new HashSet<>();
    private final SendCheck check = new SendCheck(senders);
    private final StatusCallbacks statuses;
    private final TwilioCustomerChannel customerChannel;

    public TwilioApi(TwilioAccount account, SharedState shared) {
        this.account = account;
        this.shared = shared;
        this.statuses = new StatusCallbacks(account, shared);
        this.customerChannel = new TwilioCustomerChannel(account, shared, senders, messages);
        clear();
    }

    public void route(Router router) {
        var gate = new FaultGate(shared.faults(), FaultTarget.TWILIO, TwilioApi::faultBody);
        var access = new TwilioAccess(account);
        router.post(MESSAGES + ".json").handler(this::send);
        new MessageReads(messages, account.sid()).route(router, gate, access);
        new TwilioTyping(messages, shared.phones()).route(router, gate, access);
    }

    /** Channel of customers' messages to the business. */
    public TwilioCustomerChannel customerChannel() {
        return customerChannel;
    }

    public void clear() {
        messages.clear();
        senders.clear();
        senders.add(account.number());
    }

    private void send(RoutingContext context) {
        var request = SendRequest.of(context.request().formAttributes());
        var to = shared.phones().phoneAt(request.to());
        var send =
                shared.sends()
                        .add(
                                new RecordedSend("twilio", shared.clock().instant())
                                        .requested(
                                                request.from().replaceFirst("^whatsapp:", ""),
                                                to.map(SimulatedNumber::text).orElse(request.to()),
                                                request.shown(),
                                                request.statusCallbackText().orElse(null)));
        var decision = shared.faults().next(FaultTarget.TWILIO);
        var exchange = new FaultedExchange(context, send, decision, shared.clock());
        refusal(context, request, decision)
                .ifPresentOrElse(
                        error ->
                                exchange.refuse(
                                        error.status(), error.toJson(), outcome(error, decision)),
                        () -> exchange.accept(201, accept(request, to.orElse(null), send)));
    }

    private Optional<TwilioError> refusal(
            RoutingContext context, SendRequest request, FaultDecision decision) {
        return decision.status()
                .map(status -> TwilioError.fault(status, decision.code().orElse(null)))
                .or(() -> new TwilioAccess(account).refusal(context))
                .or(() -> check.refusal(request));
    }

    /**
     * The phone has the message before the response leaves, so a lost response leaves the sender an
     * unknown outcome.
     */
    private JsonObject accept(
            SendRequest request, @Nullable SimulatedNumber to, RecordedSend send) {
        var now = shared.clock().instant();
        var message = new TwilioMessage(account.sid(), request, media(request, now), now);
        messages.add(message);
        send.accepted(message.sid());
        if (to != null) {
            shared.phones().add(shown(to, request, message, now));
        }
        var answer = message.toJson();
        statuses.schedule(message);
        return answer;
    }

    private static PhoneMessage shown(
            SimulatedNumber phone, SendRequest request, TwilioMessage message, Instant now) {
        return PhoneMessage.received(
                phone,
                message.sid(),
                SimulatedChannel.TWILIO,
                request.from().replaceFirst("^whatsapp:", ""),
                new PhoneMessage.ShownContent(
                        request.mediaUrls().isEmpty() ? "text" : "media",
                        request.shown(),
                        request.mediaUrls().stream()
                                .map(it -> new JsonObject().put("url", it))
                                .toList()),
                now);
    }

    private static List<TwilioMedia> media(SendRequest request, Instant now) {
        return request.mediaUrls().stream()
                .map(_ ->
                        new TwilioMedia(
                                Sids.next("ME"), "application/octet-stream", now, Optional.empty()))
                .toList();
    }

    private static String outcome(TwilioError error, FaultDecision decision) {
        return decision.status().map(it -> "fault:" + it).orElse("refused:" + error.code());
    }

    private static JsonObject faultBody(int status, @Nullable Integer code) {
        return TwilioError.fault(status, code).toJson();
    }
}
