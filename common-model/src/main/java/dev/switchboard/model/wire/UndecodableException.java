package dev.switchboard.model.wire;

import java.io.IOException;

/**
 * A record's value is not the event that its topic carries; it will not become one by trying again.
 */
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableException(Class<?> type, IOException cause) {
        super("not a " + type.getSimpleName() + ": " + firstLine(cause), cause);
    }

    private static String firstLine(IOException cause) {
        var message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse("");
    }
}
