package dev.switchboard.transcript.sql;

import java.sql.SQLException;

/** Signals that a statement failed or no connection was available; its cause says why. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String UNIQUE_VIOLATION = "23505";

    DatabaseException(SQLException cause) {
        super("SQL statement failed", cause);
    }

    /** Returns whether the row that was to be inserted exists. */
    public boolean isUniqueViolation() {
        return getCause() instanceof SQLException cause
                && UNIQUE_VIOLATION.equals(cause.getSQLState());
    }
}
