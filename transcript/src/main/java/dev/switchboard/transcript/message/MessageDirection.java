package dev.switchboard.transcript.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Direction of a message, as seen from the business. */
public enum MessageDirection {
    INBOUND,
    OUTBOUND;

    /** Returns the name in the transcript and the API. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
