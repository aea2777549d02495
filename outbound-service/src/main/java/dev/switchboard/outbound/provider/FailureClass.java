package dev.switchboard.outbound.provider;

/** What a failed send asks of us. */
public enum FailureClass {
    /** Send it again after a short while. */
    RETRY,
    /** Too fast for the business's number or account: slow all of its sends down. */
    THROTTLE,
    /**
     * Too much of what the number sends is taken for spam: hold all of its sends back for long;
     * somebody has to look.
     */
    SPAM_LIMIT,
    /** Too fast for this one customer. */
    THROTTLE_RECIPIENT,
    /** Sending the same again fails again. */
    PERMANENT,
    /** The customer has told the provider to stop: nothing may be sent until START comes. */
    OPTED_OUT,
    /** The customer last wrote over 24 hours ago: only a template may be sent. */
    WINDOW_CLOSED,
    /**
     * Credentials, permissions or the sender are not in order: somebody has to look, and until then
     * every send of the number would be refused.
     */
    CONFIGURATION;

    /** What it means, for an operator, where the provider gives no words of its own. */
    public String meaning() {
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
     * Whether it keeps the rest of a reply from being sent, where it is told of a part that had
     * been taken: what follows would fare the same, or be the end of what began elsewhere.
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
