package dev.switchboard.channels.webhook;

import dev.switchboard.common.identity.Channel;
import java.util.List;
import java.util.Optional;

/**
 * Verifies and parses a channel's webhooks; never blocks. Runs on the event loop, or for a large
 * body on a worker thread.
 */
public interface WebhookReader {

    Channel channel();

    List<WebhookRoute> routes();

    /** Name of the setting without which the channel is off; empty if it is set up. */
    Optional<String> missingSetting();

    /** Maximum size of the provider's bodies in bytes; larger ones are not read. */
    int maxBodyBytes();

    /** Verifies that a POST comes from the provider, then parses it. */
    WebhookResult verifyAndParse(WebhookRequest request);

    /**
     * Parses a POST that was verified before, without verifying it again.
     *
     * @throws MalformedWebhookException naming the part that cannot be parsed
     */
    WebhookResult.Accepted parse(WebhookRequest request);

    /** Answers a GET; empty if the webhook does not support it. */
    Optional<WebhookResponse> answerGet(WebhookRequest request);
}
