package dev.switchboard.transcript.sql;

import java.sql.SQLException;

/** Signals that a statement failed or no connection was available; its cause says why. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super("SQL statement failed", cause);
    }
}
