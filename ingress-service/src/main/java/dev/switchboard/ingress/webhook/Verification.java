package dev.switchboard.ingress.webhook;

/** Result of verifying that a webhook comes from its provider. */
public sealed interface Verification {

    /** Webhook of the provider, whose contents can be trusted. */
    record Genuine(Contents contents) implements Verification {}

    /** Webhook that is not proved to come from the provider. */
    record Refused(WebhookOutcome outcome, String reason) implements Verification {
        public Refused {
            reason = Excerpt.of(reason);
        }
    }

    /** Contents of a genuine webhook, not parsed yet. */
    @FunctionalInterface
    interface Contents {
        /**
         * @throws MalformedWebhookException naming the part that cannot be parsed
         */
        ReadResult.Accepted read();
    }
}
