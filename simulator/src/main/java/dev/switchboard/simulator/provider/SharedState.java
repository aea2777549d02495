package dev.switchboard.simulator.provider;

import dev.switchboard.simulator.fault.Faults;
import dev.switchboard.simulator.phone.LiveFeed;
import dev.switchboard.simulator.phone.MediaShelf;
import dev.switchboard.simulator.phone.Phones;
import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.record.SendLog;
import dev.switchboard.simulator.webhook.Callbacks;
import dev.switchboard.simulator.webhook.WebhookSender;
import dev.switchboard.simulator.webhook.WebhookTargets;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/**
 * Phones, faults, records and webhooks of all providers.
 *
 * @param publicUrl base URL of the simulator for the business, without a trailing slash
 */
public record SharedState(
        String publicUrl,
        NanoClock clock,
        LiveFeed live,
        Phones phones,
        MediaShelf shelf,
        Faults faults,
        SendLog sends,
        WebhookSender sender,
        WebhookTargets targets,
        Callbacks callbacks) {

    public static SharedState of(Vertx vertx, String publicUrl) {
        var clock = new NanoClock();
        var live = new LiveFeed();
        var sender = new WebhookSender(vertx, clock);
        return new SharedState(
                publicUrl,
                clock,
                live,
                new Phones(live),
                new MediaShelf(),
                new Faults(),
                new SendLog(),
                sender,
                new WebhookTargets(sender),
                new Callbacks(vertx));
    }

    public void route(Router router) {
        live.route(router);
        shelf.route(router);
        faults.route(router);
        sends.route(router);
        targets.route(router);
        callbacks.route(router);
    }

    /** Leaves no records, no faults and nothing pending. */
    public void clear() {
        phones.clear();
        shelf.clear();
        faults.clear();
        sends.clear();
        sender.clear();
        callbacks.clear();
    }
}
