package dev.switchboard.ingress.webhook;

import java.util.Optional;

/**
 * Verifies a provider's webhook and reads what it says; never waits. Runs on the event loop, or
 * with a large body on a thread of {@link WebhookWork}.
 */
public interface WebhookReader {

    /** The largest body that the provider sends, in bytes; nothing beyond is read. */
    int maxBodyBytes();

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
