package dev.switchboard.buffer.burst;

import dev.switchboard.common.event.MessageReceived;
import java.util.Optional;

/**
 * Message that waits in an open burst.
 *
 * @param bytes size of its record, from which the size of the turn is estimated
 * @param traceparent W3C trace context of its record
 */
public record BufferedMessage(MessageReceived message, int bytes, Optional<String> traceparent) {

    /** Drops the raw payload: the store and its changelog keep only what the turn will contain. */
    public BufferedMessage {
        message = message.withoutRaw();
    }
}
