package dev.switchboard.chassis.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.model.privacy.Masked;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * What a log, a trace or a list may show of a failure: what it is, where it came from and what
 * caused it. Its message is left out where it may quote what somebody wrote, as those of the JDK,
 * of Jackson, of databases and of all that wraps another exception do.
 */
public final class LoggableFailure extends Throwable {
    private static final long serialVersionUID = 1L;

    private static final String OURS = "dev.switchboard.";
    private static final int MOST_CAUSES = 10;

    private LoggableFailure(Throwable failure, @Nullable Throwable cause) {
        super(words(failure), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    /** With its causes and their stack traces, to be logged in the failure's place. */
    public static LoggableFailure of(Throwable failure) {
        return of(failure, MOST_CAUSES);
    }

    private static LoggableFailure of(Throwable failure, int most) {
        var cause = failure.getCause();
        return new LoggableFailure(
                failure, cause == null || most == 0 ? null : of(cause, most - 1));
    }

    /** The failure itself in a line: its kind and, where it may be shown, its message. */
    public static String words(Throwable failure) {
        var kind = failure.getClass().getSimpleName();
        if (failure instanceof SQLException sql) {
            return kind + ": SQLSTATE " + sql.getSQLState();
        }
        var message = failure.getMessage();
        return message == null || !isOurs(failure) && !isOfANetwork(failure)
                ? kind
                : kind + ": " + Masked.numbersIn(message);
    }

    /** Thrown by our own code, which puts nobody's words into a message. */
    private static boolean isOurs(Throwable failure) {
        var origin = failure.getStackTrace();
        return origin.length > 0 && origin[0].getClassName().startsWith(OURS);
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
