package dev.switchboard.simulator;

import dev.switchboard.simulator.fault.Faults;
import dev.switchboard.simulator.gemini.GeminiApi;
import dev.switchboard.simulator.meta.MetaApi;
import dev.switchboard.simulator.phone.MediaShelf;
import dev.switchboard.simulator.phone.Phones;
import dev.switchboard.simulator.record.SendLog;
import dev.switchboard.simulator.twilio.TwilioApi;
import dev.switchboard.simulator.webhook.Callbacks;
import dev.switchboard.simulator.webhook.WebhookSender;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Resets the simulator: no records, no faults, nothing pending. */
record Reset(
        Phones phones,
        MediaShelf shelf,
        Faults faults,
        SendLog sends,
        WebhookSender sender,
        Callbacks callbacks,
        TwilioApi twilio,
        MetaApi meta,
        GeminiApi gemini) {

    void route(Router router) {
        router.post("/sim/reset").handler(this::reset);
        router.delete("/sim").handler(this::reset);
    }

    private void reset(RoutingContext context) {
        phones.clear();
        shelf.clear();
        faults.clear();
        sends.clear();
        sender.clear();
        callbacks.clear();
        twilio.clear();
        meta.clear();
        gemini.clear();
        context.json(new JsonObject().put("status", "reset"));
    }
}
