package dev.switchboard.transcript.read;

import java.time.Duration;

/** Signals that the database has ended a read that exceeded its timeout; it is not down. */
public final class ReadTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReadTimeoutException(Duration timeout, Throwable cause) {
        super("longer than " + timeout.toSeconds() + " seconds", cause);
    }
}
