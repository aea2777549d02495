package dev.switchboard.aiworker.inflight;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.MessageRevisions;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One or more turns of a conversation, in order, that get one reply. */
public record TurnBatch(List<TurnReady> turns) {

    public TurnBatch {
        turns = List.copyOf(turns);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("a turn batch has at least one turn");
        }
    }

    public TurnBatch with(TurnReady turn) {
        var all = new ArrayList<>(turns);
        all.add(turn);
        return new TurnBatch(all);
    }

    /** Conversation with the address that the customer wrote from last. */
    public ConversationKey conversation() {
        return newestMessage().conversation();
    }

    public List<TurnId> turnIds() {
        return turns.stream().map(TurnReady::id).toList();
    }

    /** In order of arrival, with the edits and deletions that {@link MessageRevisions} applies. */
    public List<MessageReceived> messages() {
        return turns.stream().flatMap(turn -> turn.messages().stream()).toList();
    }

    /** Time of the customer's last message. */
    public Instant writtenAt() {
        return turns.stream()
                .map(TurnReady::writtenAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    public MessageReceived newestMessage() {
        return turns.getLast().newestMessage();
    }
}
