package dev.switchboard.localstack.simulator;

import dev.switchboard.localstack.simulator.fault.Faults;
import dev.switchboard.localstack.simulator.gemini.GeminiApi;
import dev.switchboard.localstack.simulator.meta.MetaApi;
import dev.switchboard.localstack.simulator.phone.MediaShelf;
import dev.switchboard.localstack.simulator.phone.Phones;
import dev.switchboard.localstack.simulator.record.SendLog;
import dev.switchboard.localstack.simulator.twilio.TwilioApi;
import dev.switchboard.localstack.simulator.webhook.Callbacks;
import dev.switchboard.localstack.simulator.webhook.WebhookSender;
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
