package dev.switchboard.ingress.webhook;

/** Whether a webhook is its provider's. */
public sealed interface Verification {

    /** It is; what it says may be believed. */
    record Genuine(Contents contents) implements Verification {}

    /** It is not, or that cannot be told. */
    record Refused(Verdict verdict, String reason) implements Verification {
        public Refused {
            reason = Excerpt.of(reason);
        }
    }

    /** What a genuine webhook says. */
    @FunctionalInterface
    interface Contents {
        /**
         * @throws MalformedWebhookException naming what cannot be understood
         */
        Reading.Accepted read();
    }
}
