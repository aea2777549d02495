package dev.switchboard.ingress.webhook;

import dev.switchboard.channels.webhook.WebhookOutcome;

/** A body is not read to its end; the message is shown to the sender. */
final class BodyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final WebhookOutcome outcome;

    BodyRefusedException(WebhookOutcome outcome, String reason) {
        super(reason, null, false, false);
        this.outcome = outcome;
    }

    static BodyRefusedException overloaded() {
        return new BodyRefusedException(
                WebhookOutcome.NOT_PUBLISHED, "too much is being read, please send it again");
    }

    WebhookOutcome outcome() {
        return outcome;
    }

    /** Never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
