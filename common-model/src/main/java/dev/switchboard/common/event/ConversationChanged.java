package dev.switchboard.common.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.switchboard.common.identity.ConversationKey;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Hint that something about a conversation has changed; it may be lost, the store is the truth.
 *
 * @param details the subject of the change, by name: {@code message}, {@code reply}, {@code
 *     status}, {@code quotes}
 */
public record ConversationChanged(
        UUID eventId,
        ConversationKey conversation,
        Change change,
        Map<String, String> details,
        Instant at)
        implements Event {

    /**
     * Kind of change; an unknown kind of a newer version is read as {@link #NOTE}, on which nobody
     * acts.
     */
    public enum Change {
        MESSAGE_RECORDED,
        STATUS,
        @JsonEnumDefaultValue
        NOTE,
        /**
         * The model call has begun; {@code details.quotes} is the provider's id of the newest
         * inbound message.
         */
        ANSWERING;

        /** Returns whether only live views read it, and not the product itself. */
        public boolean isForLiveViews() {
            return this != ANSWERING;
        }
    }

    public ConversationChanged {
        details = Map.copyOf(details);
    }
}
