package dev.switchboard.ingress.webhook;

import java.util.Optional;

/**
 * Verifies and parses a provider's webhook; never blocks. Runs on the event loop, or for a large
 * body on a thread of {@link WebhookExecutor}.
 */
public interface WebhookReader {

    /** Maximum size of the provider's bodies in bytes; larger ones are not read. */
    int maxBodyBytes();

    /** Verifies that a POST comes from the provider, before its contents are trusted. */
    Verification verify(WebhookRequest request);

    /**
     * Parses a POST that was verified before, without verifying it again.
     *
     * @throws MalformedWebhookException naming the part that cannot be parsed
     */
    ReadResult.Accepted read(WebhookRequest request);

    /** Answers a GET; empty if the webhook does not support it. */
    Optional<WebhookResponse> answerGet(WebhookRequest request);
}
