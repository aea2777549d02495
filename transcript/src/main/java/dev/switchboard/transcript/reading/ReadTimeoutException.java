package dev.switchboard.transcript.reading;

import java.time.Duration;

/** The database has ended a read for the time it took; nothing is wrong with it. */
public final class ReadTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReadTimeoutException(Duration timeout, Throwable cause) {
        super("longer than " + timeout.toSeconds() + " seconds", cause);
    }
}
