package dev.switchboard.common.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.TurnId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A turn is ready to be answered: one or more messages of a customer, in order of arrival, to be
 * answered together. Without the providers' own form, which nobody behind {@code inbound} reads.
 */
public record TurnReady(
        TurnId id,
        ConversationKey conversation,
        List<MessageReceived> messages,
        Closing closedBy,
        Instant closedAt)
        implements Event {

    /**
     * Reason for which the turn was closed; an unknown one of a newer version is read as {@link
     * #QUIET}.
     */
    public enum Closing {
        /** The customer was quiet for the quiet period. */
        @JsonEnumDefaultValue
        QUIET,
        /** The first message waited for the maximum wait. */
        @JsonProperty("LONGEST")
        MAX_WAIT,
        /** The turn has the maximum number of messages. */
        FULL,
        /**
         * An operator wants the AI to answer open messages: by a handback, or by a replay of a turn
         * that ended in an apology.
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

    /** Returns the message that arrived last. */
    @JsonIgnore
    public MessageReceived newestMessage() {
        return messages.getLast();
    }

    /** Returns the newest of its messages' times of writing, by the provider. */
    @JsonIgnore
    public Instant writtenAt() {
        return messages.stream()
                .map(MessageReceived::providerTime)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
