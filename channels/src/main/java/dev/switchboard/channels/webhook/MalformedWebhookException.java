package dev.switchboard.channels.webhook;

/**
 * A genuine webhook cannot be parsed; the message names the field, is shown to the sender and no
 * longer than an excerpt.
 */
public final class MalformedWebhookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedWebhookException(String reason) {
        super(Excerpt.of(reason), null, false, false);
    }

    /** Never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
