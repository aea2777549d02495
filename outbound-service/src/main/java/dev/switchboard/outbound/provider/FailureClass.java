package dev.switchboard.outbound.provider;

/** What a failed send asks of us. */
public enum FailureClass {
    /** Send it again after a short while. */
    RETRY,
    /** Too fast for the business's number or account: slow all of its sends down. */
    THROTTLE,
    /** Too fast for this one customer. */
    THROTTLE_RECIPIENT,
    /** Sending the same again fails again. */
    PERMANENT,
    /** The customer last wrote over 24 hours ago: only a template may be sent. */
    WINDOW_CLOSED,
    /** Credentials, permissions or the sender are not in order: somebody has to look. */
    CONFIGURATION;

    public boolean retryable() {
        return switch (this) {
            case RETRY, THROTTLE, THROTTLE_RECIPIENT -> true;
            case PERMANENT, WINDOW_CLOSED, CONFIGURATION -> false;
        };
    }
}
