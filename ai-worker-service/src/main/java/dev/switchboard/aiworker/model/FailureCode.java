package dev.switchboard.aiworker.model;

/** Why a model gave no answer. */
public enum FailureCode {
    /** Too many requests, or a quota is used up. */
    RATE_LIMITED(Reaction.WAIT),
    /** The provider has trouble of its own. */
    OVERLOADED(Reaction.WAIT),
    /** No connection, or it broke. */
    UNREACHABLE(Reaction.WAIT),
    /** An answer that is not in the provider's form, such as a proxy's error page. */
    UNREADABLE(Reaction.WAIT),
    /** No answer within the time a call may take. */
    TIMEOUT(Reaction.WAIT),
    /** An answer without words. */
    EMPTY(Reaction.ASK_AGAIN),
    /** The provider does not accept the key, the model's name or the request's form. */
    CONFIGURATION(Reaction.GIVE_UP),
    /** The provider will not have this talked about. */
    BLOCKED(Reaction.GIVE_UP),
    /** A bug in the model's client. */
    INTERNAL(Reaction.GIVE_UP);

    /** What is to be done about a failure. */
    public enum Reaction {
        /** The provider is away, which passes: the question waits for it. */
        WAIT,
        /** The provider is there; the same request may come out better, a few times. */
        ASK_AGAIN,
        /** The same request will fail again. */
        GIVE_UP
    }

    private final Reaction reaction;

    FailureCode(Reaction reaction) {
        this.reaction = reaction;
    }

    public Reaction reaction() {
        return reaction;
    }
}
