package dev.switchboard.model.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.switchboard.model.identity.ConversationKey;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A hint for live views that something about a conversation is new; it may be lost, the store is
 * the truth.
 *
 * @param details what the change is about, by name: {@code message}, {@code reply}, {@code status},
 *     {@code holder}, {@code epoch}
 */
public record ConversationChanged(
        UUID eventId,
        ConversationKey conversation,
        Change change,
        Map<String, String> details,
        Instant at)
        implements Event {

    /** What is new; a change of a newer version is read as {@link #NOTE}, on which nobody acts. */
    public enum Change {
        MESSAGE_RECORDED,
        STATUS,
        CONTROL,
        @JsonEnumDefaultValue
        NOTE,
        /**
         * The model has begun to answer; {@code details.quotes} is the provider's id of the newest
         * inbound message.
         */
        ANSWERING
    }

    public ConversationChanged {
        details = Map.copyOf(details);
    }
}
