package dev.switchboard.localstack.simulator.twilio;

import dev.switchboard.localstack.simulator.fault.Exchange;
import dev.switchboard.localstack.simulator.fault.Fate;
import dev.switchboard.localstack.simulator.fault.Gate;
import dev.switchboard.localstack.simulator.fault.Provider;
import dev.switchboard.localstack.simulator.phone.Channel;
import dev.switchboard.localstack.simulator.phone.PhoneMessage;
import dev.switchboard.localstack.simulator.phone.PhoneNumber;
import dev.switchboard.localstack.simulator.record.Arrival;
import dev.switchboard.localstack.simulator.record.Send;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Twilio's Messages resource: takes messages for the phones. */
public final class TwilioApi {
    private static final String MESSAGES = "/2010-04-01/Accounts/:account/Messages";

    private final TwilioParts parts;
    private final TwilioMessages messages = new TwilioMessages();
    private final Set<String> senders = new HashSet<>();
    private final SendCheck check = new SendCheck(senders);
    private final StatusCallbacks statuses;
    private final TwilioLine line;

    public TwilioApi(TwilioParts parts) {
        this.parts = parts;
        this.statuses = new StatusCallbacks(parts);
        this.line = new TwilioLine(parts, senders, messages);
        clear();
    }

    public void route(Router router) {
        var gate = new Gate(parts.faults(), Provider.TWILIO, TwilioApi::faultBody);
        var access = new TwilioAccess(parts.account());
        router.post(MESSAGES + ".json").handler(this::send);
        new MessageReads(messages, parts.account().sid()).route(router, gate, access);
        new TwilioTyping(messages, parts.phones()).route(router, gate, access);
    }

    /** The way of customers' messages to the business. */
    public TwilioLine line() {
        return line;
    }

    public void clear() {
        messages.clear();
        senders.clear();
        senders.add(parts.account().number());
    }

    private void send(RoutingContext context) {
        var asked = SendRequest.of(context.request().formAttributes());
        var to = parts.phones().behind(asked.to());
        var send =
                parts.sends()
                        .add(
                                new Send("twilio", Arrival.of(context))
                                        .asked(
                                                asked.from().replaceFirst("^whatsapp:", ""),
                                                to.map(PhoneNumber::text).orElse(asked.to()),
                                                asked.shown(),
                                                asked.statusCallbackText()));
        var fate = parts.faults().next(Provider.TWILIO);
        var exchange = new Exchange(context, send, fate, parts.clock());
        refusal(context, asked, fate)
                .ifPresentOrElse(
                        error ->
                                exchange.refuse(
                                        error.status(), error.toJson(), outcome(error, fate)),
                        () -> exchange.accept(201, take(asked, to, send)));
    }

    private Optional<TwilioError> refusal(RoutingContext context, SendRequest asked, Fate fate) {
        return fate.status()
                .map(status -> TwilioError.fault(status, fate.code()))
                .or(() -> new TwilioAccess(parts.account()).refusal(context))
                .or(() -> check.refusal(asked));
    }

    /**
     * The phone has the message before the answer leaves; that is what makes a lost answer hard.
     */
    private JsonObject take(SendRequest asked, Optional<PhoneNumber> to, Send send) {
        var now = parts.clock().instant();
        var message = TwilioMessage.outbound(parts.account().sid(), asked, media(asked, now), now);
        messages.add(message);
        send.took(message.sid());
        to.ifPresent(phone -> parts.phones().add(shown(phone, asked, message, now)));
        var answer = message.toJson();
        statuses.follow(message);
        return answer;
    }

    private static PhoneMessage shown(
            PhoneNumber phone, SendRequest asked, TwilioMessage message, Instant now) {
        return PhoneMessage.received(
                phone,
                message.sid(),
                Channel.TWILIO,
                asked.from().replaceFirst("^whatsapp:", ""),
                asked.mediaUrls().isEmpty() ? "text" : "media",
                asked.shown(),
                asked.mediaUrls().stream().map(it -> new JsonObject().put("url", it)).toList(),
                now);
    }

    private static List<TwilioMedia> media(SendRequest asked, Instant now) {
        return asked.mediaUrls().stream()
                .map(_ ->
                        new TwilioMedia(
                                Sids.next("ME"), "application/octet-stream", now, Optional.empty()))
                .toList();
    }

    private static String outcome(TwilioError error, Fate fate) {
        return fate.status().map(it -> "fault:" + it).orElse("refused:" + error.code());
    }

    private static JsonObject faultBody(int status, Optional<Integer> code) {
        return TwilioError.fault(status, code).toJson();
    }
}
