package dev.switchboard.buffer.burst;

import dev.switchboard.model.event.MessageReceived;
import java.util.Optional;

/**
 * A message that waits in an open burst.
 *
 * @param bytes how large it came, which tells how large the turn will be
 * @param traceparent the W3C trace context it came with
 */
public record HeldMessage(MessageReceived message, int bytes, Optional<String> traceparent) {

    /** The store and its changelog keep no more of a message than its turn will say. */
    public HeldMessage {
        message = message.withoutRaw();
    }
}
