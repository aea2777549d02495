package dev.switchboard.ingress.webhook;

import java.util.Optional;

/** Verifies a provider's webhook and reads what it says; runs on the event loop and never waits. */
public interface WebhookReader {

    /** Whether a POST is the provider's; nothing that it says is believed before. */
    Verification verify(WebhookRequest request);

    /**
     * What a POST says that was verified before, which is not done again.
     *
     * @throws MalformedWebhookException naming what cannot be understood
     */
    Reading.Accepted read(WebhookRequest request);

    /** Answers a GET, where the webhook knows that method. */
    Optional<Answer> greet(WebhookRequest request);
}
