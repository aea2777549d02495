package dev.switchboard.transcript.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * SQL statement, prepared on the connection of the current transaction; outside one it is a
 * transaction of its own, also where it is several statements, which are sent together. Failures
 * are {@link DatabaseException}s.
 *
 * @param sql with {@code ?} for each parameter
 */
public record SqlStatement(String sql, List<@Nullable Object> parameters) {

    public SqlStatement {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    public static SqlStatement of(String sql, @Nullable Object... parameters) {
        return new SqlStatement(sql, Arrays.asList(parameters));
    }

    /** Returns the statement with more text behind it. */
    public SqlStatement plus(String more, @Nullable Object... moreParameters) {
        var all = new ArrayList<@Nullable Object>(parameters);
        all.addAll(Arrays.asList(moreParameters));
        return new SqlStatement(sql + more, all);
    }

    /** Returns the statement with the other one's text and parameters behind it. */
    public SqlStatement plus(SqlStatement more) {
        return plus(more.sql, more.parameters.toArray());
    }

    /** Converts a row to the caller's type. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs the statement for its effect; rows are ignored. */
    public void run(Database database) {
        on(database, PreparedStatement::execute);
    }

    /** Runs the statement and returns the number of changed rows. */
    public int update(Database database) {
        return on(database, PreparedStatement::executeUpdate);
    }

    /** Returns every row, converted by the reader. */
    public <T> List<T> rows(Database database, RowReader<T> reader) {
        return on(
                database,
                statement -> {
                    try (var rows = statement.executeQuery()) {
                        return read(rows, reader);
                    }
                });
    }

    static <T> List<T> read(ResultSet rows, RowReader<T> reader) throws SQLException {
        var read = new ArrayList<T>();
        while (rows.next()) {
            read.add(reader.read(rows));
        }
        return read;
    }

    /** Returns the first row, converted by the reader; empty if there is none. */
    public <T> Optional<T> first(Database database, RowReader<T> reader) {
        return rows(database, reader).stream().findFirst();
    }

    /** Returns the first column of the first row; empty if there is no row. */
    public OptionalInt firstNumber(Database database) {
        return rows(database, row -> row.getInt(1)).stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    private <T> T on(Database database, Execution<T> execution) {
        return database.run(connection -> {
            try (var statement = prepared(connection)) {
                return execution.of(statement);
            }
        });
    }

    PreparedStatement prepared(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, jdbcValue(parameters.get(i)));
        }
        return statement;
    }

    /** Converts an {@link Instant}, which PostgreSQL's driver does not accept. */
    private static @Nullable Object jdbcValue(@Nullable Object parameter) {
        return parameter instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : parameter;
    }

    /** One execution of the prepared statement. */
    @FunctionalInterface
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }
}
