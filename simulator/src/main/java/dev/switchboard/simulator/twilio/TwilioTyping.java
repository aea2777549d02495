package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.phone.Phones;
import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Typing indicators, v2 (form) and v3 (JSON); they also mark the customer's message as read. */
final class TwilioTyping {
    private final TwilioMessages messages;
    private final Phones phones;

    TwilioTyping(TwilioMessages messages, Phones phones) {
        this.messages = messages;
        this.phones = phones;
    }

    void route(Router router, Handler<RoutingContext> gate, Handler<RoutingContext> access) {
        router.post("/v2/Indicators/Typing.json").handler(gate).handler(access).handler(this::form);
        router.post("/v3/Indicators/Typing.json").handler(gate).handler(access).handler(this::json);
    }

    private void form(RoutingContext context) {
        var form = context.request().formAttributes();
        show(context, "whatsapp".equals(form.get("channel")), form.get("messageId"));
    }

    private void json(RoutingContext context) {
        var body = object(context);
        show(context, "WHATSAPP".equals(body.getValue("channel")), body.getString("messageId"));
    }

    private static JsonObject object(RoutingContext context) {
        try {
            return new JsonObject(context.body().buffer());
        } catch (DecodeException notJson) {
            return new JsonObject();
        }
    }

    private void show(RoutingContext context, boolean whatsapp, @Nullable String messageId) {
        if (!whatsapp) {
            TwilioAccess.answer(context, TwilioError.parameter("Invalid parameter: channel"));
        } else if (messageId == null || messages.find(messageId).isEmpty()) {
            TwilioAccess.answer(context, TwilioError.parameter("Invalid parameter: messageId"));
        } else {
            phones.find(messageId)
                    .ifPresent(about -> {
                        phones.readByBusiness(about);
                        phones.typing(about);
                    });
            context.json(new JsonObject().put("success", true));
        }
    }
}
