package dev.switchboard.transcript.ownership;

import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.ConversationChanged.Change;
import java.util.Map;
import java.util.Optional;

/**
 * Ownership of a conversation: its owner and since which epoch.
 *
 * @param epoch rises with every change of ownership; what was decided under an older epoch is stale
 * @param optedOut true if the customer has opted out: nothing is sent, whoever the owner is
 */
public record Ownership(Owner owner, long epoch, boolean optedOut) {
    static final Ownership INITIAL = new Ownership(Owner.AI, 0);

    private static final String OWNER_FIELD = "holder";
    private static final String EPOCH_FIELD = "epoch";

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

    /** Returns the details of a {@link Change#CONTROL} hint about it. */
    public Map<String, String> details() {
        return Map.of(OWNER_FIELD, owner.name(), EPOCH_FIELD, Long.toString(epoch));
    }

    /**
     * Reads the ownership from a hint about its change; empty if the hint is about something else.
     *
     * @throws IllegalArgumentException when the hint has no owner or no epoch
     */
    public static Optional<Ownership> from(ConversationChanged hint) {
        return Optional.of(hint)
                .filter(it -> it.change() == Change.CONTROL)
                .map(ConversationChanged::details)
                .map(details ->
                        new Ownership(
                                Owner.valueOf(details.getOrDefault(OWNER_FIELD, "")),
                                Long.parseLong(details.getOrDefault(EPOCH_FIELD, ""))));
    }
}
