package dev.switchboard.ingress.webhook;

import java.util.Optional;

/** Verifies a provider's webhook and reads what it says; runs on the event loop and never waits. */
public interface WebhookReader {

    /** Reads a POST. */
    Reading read(WebhookRequest request);

    /** Answers a GET, where the webhook knows that method. */
    Optional<Answer> greet(WebhookRequest request);
}
