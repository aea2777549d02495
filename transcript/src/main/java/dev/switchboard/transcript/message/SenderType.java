package dev.switchboard.transcript.message;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.common.event.ReplyDecided.Author;
import java.util.Locale;

/** Kind of a message's sender. */
public enum SenderType {
    CUSTOMER,
    AI,
    OPERATOR,
    SYSTEM;

    static SenderType of(Author author) {
        return switch (author) {
            case AI -> AI;
            case OPERATOR -> OPERATOR;
            case SYSTEM -> SYSTEM;
        };
    }

    /** Returns the direction of this sender's messages. */
    MessageDirection direction() {
        return this == CUSTOMER ? MessageDirection.INBOUND : MessageDirection.OUTBOUND;
    }

    /** Returns the name in the transcript and the API. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
