package dev.switchboard.transcript.control;

/**
 * Who has the line of a conversation.
 *
 * @param epoch rises with every change of hands; what was decided under an older epoch is stale
 */
public record Control(Holder holder, long epoch) {
    static final Control UNTOUCHED = new Control(Holder.AI, 0);

    /** Who may speak. */
    public enum Holder {
        AI,
        OPERATOR
    }

    public boolean isWithAi() {
        return holder == Holder.AI;
    }
}
