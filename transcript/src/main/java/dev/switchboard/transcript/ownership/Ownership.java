package dev.switchboard.transcript.ownership;

/**
 * Ownership of a conversation: its owner and since which epoch.
 *
 * @param epoch rises with every change of ownership; what was decided under an older epoch is stale
 * @param optedOut true if the customer has opted out: nothing is sent, whoever the owner is
 */
public record Ownership(Owner owner, long epoch, boolean optedOut) {
    static final Ownership INITIAL = new Ownership(Owner.AI, 0);

    /**
     * Creates the ownership of a conversation whose customer has not opted out, or of one for which
     * that does not matter.
     */
    public Ownership(Owner owner, long epoch) {
        this(owner, epoch, false);
    }

    /** Owner of a conversation; its replies are the ones that are sent. */
    public enum Owner {
        AI,
        OPERATOR
    }

    public boolean isOwnedByAi() {
        return owner == Owner.AI;
    }

    /**
     * Returns whether a reply that the AI decided under this epoch may be sent: the AI has been the
     * owner since, and the customer has not opted out.
     */
    public boolean isOwnedByAiSince(long epoch) {
        return isOwnedByAi() && this.epoch == epoch && !optedOut;
    }
}
