package dev.switchboard.transcript.control;

import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.ConversationChanged.Change;
import java.util.Map;
import java.util.Optional;

/**
 * Who has the line of a conversation.
 *
 * @param epoch rises with every change of hands; what was decided under an older epoch is stale
 */
public record Control(Holder holder, long epoch) {
    static final Control UNTOUCHED = new Control(Holder.AI, 0);

    private static final String HOLDER = "holder";
    private static final String EPOCH = "epoch";

    /** Who may speak. */
    public enum Holder {
        AI,
        OPERATOR
    }

    public boolean isWithAi() {
        return holder == Holder.AI;
    }

    /**
     * Whether what the AI decided under this epoch may be said: the line has been its own since.
     */
    public boolean isWithAiSince(long epoch) {
        return isWithAi() && this.epoch == epoch;
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
