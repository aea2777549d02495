package dev.switchboard.transcript.read;

import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.DatabaseException;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Limits the time of reads that would scan a whole table. */
@TimeLimited
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class ReadTimeout {
    private static final String LIMITS =
            """
            SELECT set_config('statement_timeout', ?, true), set_config('plan_cache_mode', 'force_custom_plan', true)
            """;
    private static final String CANCELLED = "57014";

    private final Database database;
    private final Duration timeout;

    ReadTimeout(Database database, ReadSettings settings) {
        this.database = database;
        this.timeout = settings.timeout();
    }

    @AroundInvoke
    @Nullable Object limit(InvocationContext read) throws Exception {
        try {
            return database.inTransaction(() -> limited(read));
        } catch (DatabaseException e) {
            throw e.getCause() instanceof SQLException sql && CANCELLED.equals(sql.getSQLState())
                    ? new ReadTimeoutException(timeout, e)
                    : e;
        }
    }

    private @Nullable Object limited(InvocationContext read) throws Exception {
        SqlStatement.of(LIMITS, timeout.toMillis() + "ms").run(database);
        return read.proceed();
    }
}
