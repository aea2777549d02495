package dev.switchboard.operator.webhooklog;

import dev.switchboard.operator.api.RefusedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Has ingress process a webhook again. Its messages and statuses have the same ids as the first
 * time, so that those that were processed already change nothing.
 */
@ApplicationScoped
class WebhookReplay {
    private static final Logger LOG = Logger.getLogger(WebhookReplay.class);

    private final WebhookStore store;
    private final IngressClient ingress;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    WebhookReplay(
            WebhookStore store, IngressClient ingress, InstantSource clock, MeterRegistry metrics) {
        this.store = store;
        this.ingress = ingress;
        this.clock = clock;
        this.metrics = metrics;
    }

    WebhookView.ReplayResult replay(WebhookView.Full full, String actor) {
        var webhook = full.webhook();
        if (!webhook.genuine()) {
            throw RefusedRequest.conflicting(
                    "id",
                    "its signature was wrong, missing or never looked at: it may be forged, and"
                            + " what may be forged is not replayed");
        }
        var result = ingress.replay(full);
        store.replayed(webhook, clock.instant(), actor);
        metrics.counter("switchboard.webhooks.replayed", "route", webhook.route()).increment();
        LOG.infof(
                "Webhook replayed id=%s messages=%d statuses=%d",
                webhook.id(), result.messages(), result.statuses());
        return result;
    }
}
