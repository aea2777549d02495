package dev.switchboard.model.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.TurnId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A customer has said something and waits: one or more messages, in the order in which they
 * arrived, to be answered as one. Without the providers' own words, which nobody behind {@code
 * inbound} reads.
 */
public record TurnReady(
        TurnId id,
        ConversationKey conversation,
        List<MessageReceived> messages,
        Closing closedBy,
        Instant closedAt)
        implements Event {

    /** Why the turn is complete; a reason of a newer version is read as {@link #QUIET}. */
    public enum Closing {
        /** The customer has been quiet for the quiet window. */
        @JsonEnumDefaultValue
        QUIET,
        /** The customer kept on writing for the longest wait. */
        LONGEST,
        /** The turn holds as many messages as it may. */
        FULL,
        /**
         * A person wants the AI to answer what is open: an operator who handed the conversation
         * back, or an administrator about a turn that ended in an apology.
         */
        HANDBACK
    }

    public TurnReady {
        messages = messages.stream().map(MessageReceived::withoutRaw).toList();
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a turn has at least one message");
        }
    }

    @Override
    @JsonIgnore
    public UUID eventId() {
        return id.value();
    }

    /** The message that arrived last. */
    @JsonIgnore
    public MessageReceived newestMessage() {
        return messages.getLast();
    }

    /** The newest of the times at which its messages were written, as their provider says. */
    @JsonIgnore
    public Instant writtenAt() {
        return messages.stream()
                .map(MessageReceived::providerTime)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
