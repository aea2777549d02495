package dev.switchboard.transcript.control;

import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.ConversationChanged.Change;
import java.util.Map;
import java.util.Optional;

/**
 * Who has the line of a conversation.
 *
 * @param epoch rises with every change of hands; what was decided under an older epoch is stale
 * @param optedOut whether the customer wants to hear nothing, from whoever has the line
 */
public record Control(Holder holder, long epoch, boolean optedOut) {
    static final Control UNTOUCHED = new Control(Holder.AI, 0);

    private static final String HOLDER = "holder";
    private static final String EPOCH = "epoch";

    /** Of a customer who has not opted out, or where it does not matter. */
    public Control(Holder holder, long epoch) {
        this(holder, epoch, false);
    }

    /** Who may speak. */
    public enum Holder {
        AI,
        OPERATOR
    }

    public boolean isWithAi() {
        return holder == Holder.AI;
    }

    /**
     * Whether what the AI decided under this epoch may be said: the line has been its own since,
     * and the customer wants to hear it.
     */
    public boolean isWithAiSince(long epoch) {
        return isWithAi() && this.epoch == epoch && !optedOut;
    }

    /** What a hint of {@link Change#CONTROL} says of it. */
    public Map<String, String> details() {
        return Map.of(HOLDER, holder.name(), EPOCH, Long.toString(epoch));
    }

    /**
     * Who has the line since the change of hands that the hint tells; empty where it tells none.
     *
     * @throws IllegalArgumentException when it does not say who, or since which epoch
     */
    public static Optional<Control> toldBy(ConversationChanged hint) {
        return Optional.of(hint)
                .filter(it -> it.change() == Change.CONTROL)
                .map(ConversationChanged::details)
                .map(details ->
                        new Control(
                                Holder.valueOf(details.getOrDefault(HOLDER, "")),
                                Long.parseLong(details.getOrDefault(EPOCH, ""))));
    }
}
