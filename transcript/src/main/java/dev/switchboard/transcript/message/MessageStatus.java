package dev.switchboard.transcript.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Delivery status of a message in the transcript; those of our own messages in rising order. */
public enum MessageStatus {
    /** A customer's message. */
    RECEIVED,
    QUEUED,
    SENDING,
    SENT,
    DELIVERED,
    READ,
    UNKNOWN,
    SUPPRESSED,
    FAILED;

    /** Returns the name in the transcript and the API. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
