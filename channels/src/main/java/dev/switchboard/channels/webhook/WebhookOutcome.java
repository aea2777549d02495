package dev.switchboard.channels.webhook;

import java.util.Locale;

/** Outcomes of handling a webhook, with their HTTP status. */
public enum WebhookOutcome {
    ACCEPTED(200),
    VERIFIED(200),
    BAD_SIGNATURE(403),
    BAD_TOKEN(403),
    CHANNEL_OFF(403),
    MALFORMED(400),
    WRONG_METHOD(405),
    CUT_OFF(408),
    TOO_LARGE(413),
    WRONG_TYPE(415),
    FAILED(500),
    NOT_PUBLISHED(503);

    private final int httpStatus;

    WebhookOutcome(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** Name in metrics and in the webhook log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
