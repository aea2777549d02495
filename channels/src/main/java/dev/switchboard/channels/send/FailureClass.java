package dev.switchboard.channels.send;

/** Class of a failed send, by which it is retried, delayed or given up. */
public enum FailureClass {
    /** Passing: retry after a backoff. */
    RETRY,
    /** Too fast for the business number or account: delay all of its sends. */
    THROTTLE,
    /**
     * Too many of the number's messages are taken for spam: delay all of its sends for long; needs
     * an operator.
     */
    SPAM_LIMIT,
    /** Too fast for this customer alone. */
    THROTTLE_RECIPIENT,
    /** Sending the same message again fails again. */
    PERMANENT,
    /** The customer has opted out at the provider: nothing may be sent until START comes. */
    OPTED_OUT,
    /** The customer last wrote over 24 hours ago: only a template may be sent. */
    WINDOW_CLOSED,
    /**
     * Credentials, permissions or the sender are not in order: until an operator mends them every
     * send of the number would be refused.
     */
    CONFIGURATION;

    /** For a response without a code of the provider's, such as one from a proxy in between. */
    public static FailureClass ofHttpStatus(int status) {
        return switch (status) {
            case 401, 403 -> CONFIGURATION;
            case 429 -> THROTTLE;
            default -> PERMANENT;
        };
    }

    /** Text for an operator, used when the provider gives none. */
    public String description() {
        return switch (this) {
            case RETRY -> "the provider could not just then";
            case THROTTLE -> "too fast for the business's number or account";
            case SPAM_LIMIT -> "too much of what the number sends is taken for spam";
            case THROTTLE_RECIPIENT -> "too many messages to this customer in a short time";
            case PERMANENT -> "the provider refuses this message for good";
            case OPTED_OUT -> "the customer has opted out";
            case WINDOW_CLOSED ->
                    "the customer last wrote over 24 hours ago: only a template may be sent";
            case CONFIGURATION -> "credentials, permissions or the sender are not in order";
        };
    }

    /**
     * Returns whether this failure of an accepted part ends its reply: the later parts would fail
     * too, or reach the customer as the end of an incomplete text.
     */
    public boolean endsReply() {
        return switch (this) {
            case PERMANENT, OPTED_OUT, WINDOW_CLOSED, CONFIGURATION -> true;
            case RETRY, THROTTLE, SPAM_LIMIT, THROTTLE_RECIPIENT -> false;
        };
    }

    public boolean retryable() {
        return switch (this) {
            case RETRY, THROTTLE, SPAM_LIMIT, THROTTLE_RECIPIENT, CONFIGURATION -> true;
            case PERMANENT, OPTED_OUT, WINDOW_CLOSED -> false;
        };
    }
}
