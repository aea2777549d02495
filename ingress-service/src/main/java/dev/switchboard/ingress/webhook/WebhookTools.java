package dev.switchboard.ingress.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Collaborators of every webhook endpoint. */
@ApplicationScoped
public class WebhookTools {
    private final WebhookPublisher publisher;
    private final WebhookReaders readers;
    private final OwnNumbers ownNumbers;
    private final WebhookLog log;
    private final WebhookMetrics metrics;
    private final WebhookBodies bodies;
    private final WebhookExecutor executor;
    private final InstantSource clock;

    WebhookTools(
            WebhookPublisher publisher,
            WebhookReaders readers,
            OwnNumbers ownNumbers,
            WebhookLog log,
            WebhookMetrics metrics,
            WebhookBodies bodies,
            WebhookExecutor executor,
            InstantSource clock) {
        this.publisher = publisher;
        this.readers = readers;
        this.ownNumbers = ownNumbers;
        this.log = log;
        this.metrics = metrics;
        this.bodies = bodies;
        this.executor = executor;
        this.clock = clock;
    }

    WebhookPublisher publisher() {
        return publisher;
    }

    WebhookReaders readers() {
        return readers;
    }

    OwnNumbers ownNumbers() {
        return ownNumbers;
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

    WebhookExecutor executor() {
        return executor;
    }

    InstantSource clock() {
        return clock;
    }
}
