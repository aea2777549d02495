package dev.switchboard.transcript.sql;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * PostgreSQL, over the data source. A statement runs in the transaction of its thread, or else in
 * one of its own. Transactions are plain ones of the connection, without JTA, which costs more than
 * a short statement does; within a JTA transaction, as Panache's callers have, they join it.
 * Thread-safe; a transaction belongs to the thread that began it.
 */
@Singleton
public final class Database {
    private final ScopedValue<Connection> transaction = ScopedValue.newInstance();
    private final DataSource source;

    public Database(DataSource source) {
        this.source = source;
    }

    /**
     * Runs the work in the caller's transaction; or in one of its own, which is committed when the
     * work returns, and rolled back when it throws.
     *
     * @throws DatabaseException when the transaction cannot be begun or committed; whether a failed
     *     commit took effect is unknown
     */
    public <T, X extends Throwable> T inTransaction(ScopedValue.CallableOp<T, X> work) throws X {
        return transaction.isBound() ? work.call() : inNewTransaction(work);
    }

    /** Same as {@link #inTransaction}, for work without a result. */
    public void runInTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return true;
        });
    }

    /** Runs the work in a transaction of its own, whatever the caller's is. */
    public <T, X extends Throwable> T inNewTransaction(ScopedValue.CallableOp<T, X> work) throws X {
        try (var connection = source.getConnection()) {
            if (!connection.getAutoCommit()) {
                // Enlisted in a JTA transaction: whoever began that ends it.
                return runOn(connection, work);
            }
            connection.setAutoCommit(false);
            return committed(connection, work);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private <T, X extends Throwable> T committed(
            Connection connection, ScopedValue.CallableOp<T, X> work) throws X, SQLException {
        var isCommitted = false;
        try {
            var result = runOn(connection, work);
            connection.commit();
            isCommitted = true;
            return result;
        } finally {
            end(connection, isCommitted);
        }
    }

    /** The pool closes a connection that cannot be rolled back; the work's own failure matters. */
    private static void end(Connection connection, boolean isCommitted) throws SQLException {
        if (isCommitted) {
            connection.setAutoCommit(true);
            return;
        }
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The transaction ends with the connection.
        }
    }

    private <T, X extends Throwable> T runOn(
            Connection connection, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(transaction, connection).call(work);
    }

    /**
     * @throws IllegalStateException when the caller has no transaction, which the statement that
     *     follows needs
     */
    public void requireTransaction() {
        if (!transaction.isBound()) {
            throw new IllegalStateException("needs a transaction");
        }
    }

    /** Runs on the connection of the transaction, or on one for this call. */
    <T> T run(OnConnection<T> work) {
        try {
            if (transaction.isBound()) {
                return work.on(transaction.get());
            }
            try (var connection = source.getConnection()) {
                return work.on(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface OnConnection<T> {
        T on(Connection connection) throws SQLException;
    }
}
