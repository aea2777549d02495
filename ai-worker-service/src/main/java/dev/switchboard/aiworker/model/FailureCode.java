package dev.switchboard.aiworker.model;

/** Why a model gave no answer. */
public enum FailureCode {
    /** Too many requests, or a quota is used up. */
    RATE_LIMITED(true),
    /** The provider has trouble of its own. */
    OVERLOADED(true),
    /** No connection, or it broke. */
    UNREACHABLE(true),
    /** An answer that is not in the provider's form, such as a proxy's error page. */
    UNREADABLE(true),
    /** An answer without words. */
    EMPTY(true),
    /** No answer within the time a call may take; the customer has waited enough. */
    TIMEOUT(false),
    /** The provider does not accept the key, the model's name or the request's form. */
    CONFIGURATION(false),
    /** The provider will not have this talked about. */
    BLOCKED(false);

    private final boolean retryable;

    FailureCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same request may succeed a little later. */
    public boolean retryable() {
        return retryable;
    }
}
