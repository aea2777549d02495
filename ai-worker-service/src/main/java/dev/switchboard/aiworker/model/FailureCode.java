package dev.switchboard.aiworker.model;

/** Cause for which a model call gave no answer. */
public enum FailureCode {
    /** Too many requests, or a quota that is filled up again is used up. */
    RATE_LIMITED(Retries.UNTIL_TIMEOUT),
    /** A fault at the provider. */
    OVERLOADED(Retries.UNTIL_TIMEOUT),
    /** No connection, or a broken one. */
    UNREACHABLE(Retries.UNTIL_TIMEOUT),
    /** An answer that is not in the provider's form, such as a proxy's error page. */
    UNREADABLE(Retries.UNTIL_TIMEOUT),
    /** No answer within the timeout of a call. */
    TIMEOUT(Retries.UNTIL_TIMEOUT),
    /** An answer without text. */
    EMPTY(Retries.LIMITED),
    /**
     * The provider does not accept the key, the model's name or the request's form, or its account
     * has no credit left.
     */
    CONFIGURATION(Retries.NONE),
    /** Not called: a ceiling of spend leaves no room for the call. */
    SPEND_CEILING(Retries.NONE),
    /** The provider refuses the subject. */
    BLOCKED(Retries.NONE),
    /** A bug in the model's client. */
    INTERNAL(Retries.NONE);

    /** Extent to which a failed call is retried. */
    public enum Retries {
        /** The provider is unavailable for a while: retried until the answer timeout. */
        UNTIL_TIMEOUT,
        /** The provider is available; the same request may succeed when retried a few times. */
        LIMITED,
        /** The same request will fail again. */
        NONE
    }

    private final Retries retries;

    FailureCode(Retries retries) {
        this.retries = retries;
    }

    public Retries retries() {
        return retries;
    }
}
