package dev.switchboard.chassis.resilience;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.privacy.Masked;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Failure in the form that a log, a trace or a list may show: its type, stack trace and causes. Its
 * message is left out if it may quote a customer's text, as those of the JDK, of Jackson, of
 * databases and of wrapping exceptions do.
 */
public final class LoggableFailure extends Throwable {
    private static final long serialVersionUID = 1L;

    private static final String OWN_PACKAGE = "dev.switchboard.";
    private static final int MAX_CAUSES = 10;

    private LoggableFailure(Throwable failure, @Nullable Throwable cause) {
        super(summary(failure), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    /**
     * Returns the loggable form with its causes and their stack traces, to be logged in place of
     * the failure.
     */
    public static LoggableFailure of(Throwable failure) {
        return of(failure, MAX_CAUSES);
    }

    private static LoggableFailure of(Throwable failure, int maxCauses) {
        var cause = failure.getCause();
        return new LoggableFailure(
                failure, cause == null || maxCauses == 0 ? null : of(cause, maxCauses - 1));
    }

    /** Returns the failure in one line: its type and, if it may be shown, its message. */
    public static String summary(Throwable failure) {
        var kind = failure.getClass().getSimpleName();
        if (failure instanceof SQLException sql) {
            return kind + ": SQLSTATE " + sql.getSQLState();
        }
        var message = failure.getMessage();
        return message == null || !isOurs(failure) && !isOfANetwork(failure)
                ? kind
                : kind + ": " + Masked.numbersIn(message);
    }

    /** Returns whether our own code threw it, which puts no customer's text into a message. */
    private static boolean isOurs(Throwable failure) {
        var origin = failure.getStackTrace();
        return origin.length > 0 && origin[0].getClassName().startsWith(OWN_PACKAGE);
    }

    private static boolean isOfANetwork(Throwable failure) {
        return failure.getCause() == null
                && switch (failure) {
                    case JsonProcessingException _ -> false;
                    case IOException _, TimeoutException _, RetriableException _ -> true;
                    default -> false;
                };
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
