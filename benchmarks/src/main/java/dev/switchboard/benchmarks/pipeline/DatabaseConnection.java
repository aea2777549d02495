package dev.switchboard.benchmarks.pipeline;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** The bench's own connection to the product's PostgreSQL, as its superuser. */
final class DatabaseConnection implements AutoCloseable {
    static final String USER = "switchboard";
    static final String PASSWORD = "LOCAL_POSTGRES_PASSWORD";

    /**
     * An idle backend adds what it counted to the shared statistics after ten seconds at the
     * latest.
     */
    static final Duration STATISTICS_DELAY = Duration.ofSeconds(11);

    private final Connection connection;

    DatabaseConnection(UnaryOperator<String> env) {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", env.apply(PASSWORD));
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("ApplicationName", "bench");
        try {
            this.connection = DriverManager.getConnection(url(), properties);
            execute("SET log_statement = 'none'");
        } catch (SQLException e) {
            throw new MeasurementException("PostgreSQL does not accept the bench", e);
        }
    }

    static String url() {
        return "jdbc:postgresql://127.0.0.1:%d/switchboard"
                .formatted(ChildProduct.PORTS.of("postgres"));
    }

    /** Transactions since the start; those of idle backends may miss for some seconds. */
    Transactions transactions() {
        var sql =
                "SELECT xact_commit, xact_rollback FROM pg_stat_database"
                        + " WHERE datname = current_database()";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new MeasurementException("pg_stat_database has no row of this database");
            }
            return new Transactions(row.getLong(1), row.getLong(2));
        } catch (SQLException e) {
            throw new MeasurementException("pg_stat_database cannot be read", e);
        }
    }

    /** Executes one statement outside a transaction. */
    void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new MeasurementException("PostgreSQL refused " + sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Numbers of transactions that ended. */
    record Transactions(long committed, long rolledBack) {
        static final Transactions NONE = new Transactions(0, 0);
    }
}
