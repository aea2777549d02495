package dev.switchboard.common.event;

/**
 * Customer's request that the business stop writing, or write again.
 *
 * @param answered true if the provider has answered it itself
 */
public record OptOut(Word word, boolean answered) {

    /** Keyword of the request. */
    public enum Word {
        STOP,
        START,
        HELP
    }

    /** Returns whether we have nothing to reply to it. */
    public boolean needsNoReply() {
        return answered || word == Word.STOP;
    }
}
