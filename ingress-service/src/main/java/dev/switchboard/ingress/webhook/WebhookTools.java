package dev.switchboard.ingress.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** What every webhook's endpoint works with. */
@ApplicationScoped
public class WebhookTools {
    private final WebhookPublisher publisher;
    private final WebhookReaders readers;
    private final OwnNumbers own;
    private final WebhookLog log;
    private final WebhookMetrics metrics;
    private final WebhookBodies bodies;
    private final WebhookWork work;
    private final InstantSource clock;

    WebhookTools(
            WebhookPublisher publisher,
            WebhookReaders readers,
            OwnNumbers own,
            WebhookLog log,
            WebhookMetrics metrics,
            WebhookBodies bodies,
            WebhookWork work,
            InstantSource clock) {
        this.publisher = publisher;
        this.readers = readers;
        this.own = own;
        this.log = log;
        this.metrics = metrics;
        this.bodies = bodies;
        this.work = work;
        this.clock = clock;
    }

    WebhookPublisher publisher() {
        return publisher;
    }

    WebhookReaders readers() {
        return readers;
    }

    OwnNumbers own() {
        return own;
    }

    WebhookLog log() {
        return log;
    }

    WebhookMetrics metrics() {
        return metrics;
    }

    WebhookBodies bodies() {
        return bodies;
    }

    WebhookWork work() {
        return work;
    }

    InstantSource clock() {
        return clock;
    }
}
