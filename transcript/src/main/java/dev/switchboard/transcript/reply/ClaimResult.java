package dev.switchboard.transcript.reply;

/** Result of claiming turns for a reply. */
public enum ClaimResult {
    /** The reply is stored and answers all its turns; no other reply ever will. */
    MADE,
    /**
     * The ownership has changed since the reply was decided, and the reply is not sent. Its turns
     * are left to an operator, claimed without a reply; or unclaimed, if the AI is the owner again.
     * They are unclaimed, too, where the AI has been switched off for the conversation.
     */
    OWNERSHIP_CHANGED,
    /** One of the turns was claimed before; nothing was stored. */
    ALREADY_CLAIMED
}
