package dev.switchboard.aiworker.turn;

import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.Revisions;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One or more turns of a conversation, in order, that get one reply. */
record Question(List<TurnReady> turns) {

    Question {
        turns = List.copyOf(turns);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("a question has at least one turn");
        }
    }

    Question with(TurnReady newcomer) {
        var all = new ArrayList<>(turns);
        all.add(newcomer);
        return new Question(all);
    }

    /** With the address that the customer wrote from last. */
    ConversationKey conversation() {
        return newestMessage().conversation();
    }

    List<TurnId> turnIds() {
        return turns.stream().map(TurnReady::id).toList();
    }

    /** As they arrived; {@link Revisions} tells what is left of them. */
    List<MessageReceived> messages() {
        return turns.stream().flatMap(turn -> turn.messages().stream()).toList();
    }

    /** When the customer wrote last. */
    Instant writtenAt() {
        return turns.stream()
                .map(TurnReady::writtenAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    MessageReceived newestMessage() {
        return turns.getLast().newestMessage();
    }
}
