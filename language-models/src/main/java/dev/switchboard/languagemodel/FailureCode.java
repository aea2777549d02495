package dev.switchboard.languagemodel;

/** Cause for which a model call gave no answer. */
public enum FailureCode {
    /** Too many requests, or a quota that is filled up again is used up. */
    RATE_LIMITED(Retries.UNTIL_TIMEOUT, FallOver.TO_ANOTHER_ACCOUNT),
    /** A fault at the provider. */
    OVERLOADED(Retries.UNTIL_TIMEOUT, FallOver.TO_ANOTHER_ACCOUNT),
    /** No connection, or a broken one. */
    UNREACHABLE(Retries.UNTIL_TIMEOUT, FallOver.TO_ANOTHER_ACCOUNT),
    /** An answer that is not in the provider's form, such as a proxy's error page. */
    UNREADABLE(Retries.UNTIL_TIMEOUT, FallOver.TO_ANOTHER_ACCOUNT),
    /** No answer within the timeout of a call. */
    TIMEOUT(Retries.UNTIL_TIMEOUT, FallOver.TO_ANOTHER_ACCOUNT),
    /** An answer without text. */
    EMPTY(Retries.LIMITED, FallOver.NONE),
    /** The provider does not accept the key, or its account has no credit left. */
    ACCOUNT_REFUSED(Retries.NONE, FallOver.TO_ANOTHER_ACCOUNT),
    /** The provider does not accept the model's name or the request's form. */
    CONFIGURATION(Retries.NONE, FallOver.TO_ANOTHER_PROFILE),
    /** Not called: a ceiling of spend leaves no room for the call. */
    SPEND_CEILING(Retries.NONE, FallOver.TO_ANOTHER_PROFILE),
    /** The provider refuses the subject. */
    BLOCKED(Retries.NONE, FallOver.NONE),
    /** A bug in the model's client. */
    INTERNAL(Retries.NONE, FallOver.TO_ANOTHER_PROFILE);

    /** Extent to which a failed call is retried. */
    public enum Retries {
        /** The provider is unavailable for a while: retried until the answer timeout. */
        UNTIL_TIMEOUT,
        /** The provider is available; the same request may succeed when retried a few times. */
        LIMITED,
        /** The same request will fail again. */
        NONE
    }

    /** Profiles that may answer in the place of the one whose call failed. */
    public enum FallOver {
        /** None: the failure is of the request, not of the profile. */
        NONE,
        /** Any other: its model or its form may be accepted. */
        TO_ANOTHER_PROFILE,
        /** One of another key or host: those of the same fail alike. */
        TO_ANOTHER_ACCOUNT
    }

    private final Retries retries;
    private final FallOver fallOver;

    FailureCode(Retries retries, FallOver fallOver) {
        this.retries = retries;
        this.fallOver = fallOver;
    }

    public Retries retries() {
        return retries;
    }

    public FallOver fallOver() {
        return fallOver;
    }
}
