package dev.switchboard.transcript.sql;

import dev.switchboard.transcript.sql.SqlStatement.RowReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are sent together and cost one round trip. Outside a transaction they are one of
 * their own: all of them take effect or none, and what one locks stays locked until the last has
 * ended. Each sees what was committed before it began, also while an earlier one waited.
 *
 * <p>This holds because PostgreSQL's driver sends one Sync behind the last statement. It would send
 * one more before a statement whose parameters it has had described, which it does where one of
 * them has no type, as a null has not (QueryExecutorImpl.flushIfDeadlockRisk of pgjdbc 42.7).
 * Therefore no parameter may be null; an array's elements may.
 */
public final class RoundTrip {
    private final List<Step<?>> steps = new ArrayList<>();

    /** Adds a statement that is run for its effect. */
    public void add(SqlStatement statement) {
        var _ = add(statement, _ -> true);
    }

    /**
     * Adds a statement.
     *
     * @return the statement's rows, converted by the reader, once this has run
     */
    public <T> Supplier<List<T>> add(SqlStatement statement, RowReader<T> reader) {
        if (statement.parameters().contains(null)) {
            throw new IllegalArgumentException("null parameter: " + statement.sql());
        }
        var step = new Step<>(statement, reader);
        steps.add(step);
        return step;
    }

    /** Runs the statements in the order in which they were added. */
    public void run(Database database) {
        var all = statement();
        var _ =
                database.run(connection -> {
                    try (var statement = all.prepared(connection)) {
                        statement.execute();
                        for (var step : steps) {
                            step.read(statement);
                            statement.getMoreResults();
                        }
                        return true;
                    }
                });
    }

    private SqlStatement statement() {
        var parameters = new ArrayList<@Nullable Object>();
        steps.forEach(step -> parameters.addAll(step.statement.parameters()));
        return new SqlStatement(
                steps.stream().map(step -> step.statement.sql()).collect(Collectors.joining(";\n")),
                parameters);
    }

    /** One of the statements, with its rows. */
    private static final class Step<T> implements Supplier<List<T>> {
        private final SqlStatement statement;
        private final RowReader<T> reader;
        private @Nullable List<T> rows;

        Step(SqlStatement statement, RowReader<T> reader) {
            this.statement = statement;
            this.reader = reader;
        }

        /** Reads the current result, which has no rows where the statement returns none. */
        void read(PreparedStatement executed) throws SQLException {
            try (var results = executed.getResultSet()) {
                rows = results == null ? List.of() : SqlStatement.read(results, reader);
            }
        }

        @Override
        public List<T> get() {
            if (rows == null) {
                throw new IllegalStateException("the round trip has not run");
            }
            return rows;
        }
    }
}
