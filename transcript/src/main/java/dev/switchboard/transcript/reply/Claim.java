package dev.switchboard.transcript.reply;

/** What came of claiming turns for a reply. */
public enum Claim {
    /** The reply is stored and answers all its turns; nothing else ever will. */
    MADE,
    /**
     * The line has changed hands since the reply was decided, and the reply is not said. Its turns
     * are a person's, settled without an answer; or, where the AI has the line again, unsettled.
     */
    LINE_CHANGED,
    /** One of the turns was settled before; nothing was stored. */
    TURN_SETTLED
}
