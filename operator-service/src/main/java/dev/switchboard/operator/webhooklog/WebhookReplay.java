package dev.switchboard.operator.webhooklog;

import dev.switchboard.operator.problem.RefusedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Puts a webhook through ingress's reading once more. What it holds has the same ids as the first
 * time, so whoever has worked on it already does nothing.
 */
@ApplicationScoped
class WebhookReplay {
    private static final Logger LOG = Logger.getLogger(WebhookReplay.class);

    private final WebhookStore store;
    private final Ingress ingress;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    WebhookReplay(WebhookStore store, Ingress ingress, InstantSource clock, MeterRegistry metrics) {
        this.store = store;
        this.ingress = ingress;
        this.clock = clock;
        this.metrics = metrics;
    }

    WebhookView.Replayed replay(WebhookRecord record, WebhookRecord.Contents contents, String who) {
        if (!record.genuine()) {
            throw RefusedRequest.conflicting(
                    "id",
                    "its signature was wrong, missing or never looked at: it may be forged, and"
                            + " what may be forged is not replayed");
        }
        var replayed = ingress.replay(record, contents);
        store.replayed(record, clock.instant(), who);
        metrics.counter("switchboard.webhooks.replayed", "route", record.route()).increment();
        LOG.infof(
                "Webhook replayed id=%s messages=%d statuses=%d",
                record.id(), replayed.messages(), replayed.statuses());
        return replayed;
    }
}
