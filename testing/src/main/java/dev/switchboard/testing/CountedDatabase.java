package dev.switchboard.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts the transactions and statements at a database: those of an action alone, or those of all
 * threads; and keeps the database away. Thread-safe.
 */
public final class CountedDatabase {
    private static final InheritableThreadLocal<@Nullable Count> OF_ACTION =
            new InheritableThreadLocal<>();

    private final Count all = new Count();
    private final DataSource source;
    private volatile boolean isAway;

    /**
     * @param pool whose connections are counted when they are taken from {@link #source}
     */
    public CountedDatabase(DataSource pool) {
        source =
                proxy(
                        DataSource.class,
                        (_, method, arguments) -> {
                            var result = call(pool, method, arguments);
                            return result instanceof Connection connection
                                    ? counted(connection)
                                    : result;
                        });
    }

    /**
     * Cost of an action, or of a time.
     *
     * @param transactions connections that were taken, each for one transaction
     */
    public record Cost(int transactions, int statements) {}

    /** Action that may be interrupted. */
    @FunctionalInterface
    public interface Action {
        void run() throws InterruptedException;
    }

    /** Runs the action and returns its cost at all databases, on its thread and those it starts. */
    public static Cost costOf(Action action) throws InterruptedException {
        var count = new Count();
        OF_ACTION.set(count);
        try {
            action.run();
            return count.take();
        } finally {
            OF_ACTION.remove();
        }
    }

    public DataSource source() {
        return source;
    }

    /** Returns the cost of all threads since the start, or since the last call of this. */
    public Cost take() {
        return all.take();
    }

    /** No connection is given from now on. */
    public void goesAway() {
        isAway = true;
    }

    public void comesBack() {
        isAway = false;
    }

    private Connection counted(Connection connection) throws SQLException {
        if (isAway) {
            connection.close();
            throw new SQLTransientConnectionException("kept away by a test", "08006");
        }
        count(1, 0);
        return proxy(
                Connection.class,
                (_, method, arguments) -> {
                    var result = call(connection, method, arguments);
                    return result instanceof PreparedStatement statement
                            ? counted(statement, statements((String) arguments[0]))
                            : result;
                });
    }

    private PreparedStatement counted(PreparedStatement statement, int statements) {
        return proxy(
                PreparedStatement.class,
                (_, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        count(0, statements);
                    }
                    return call(statement, method, arguments);
                });
    }

    private void count(int transactions, int statements) {
        all.add(transactions, statements);
        var action = OF_ACTION.get();
        if (action != null) {
            action.add(transactions, statements);
        }
    }

    private static int statements(String sql) {
        return sql.split(";").length;
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class Count {
        private final AtomicInteger transactions = new AtomicInteger();
        private final AtomicInteger statements = new AtomicInteger();

        private void add(int moreTransactions, int moreStatements) {
            transactions.addAndGet(moreTransactions);
            statements.addAndGet(moreStatements);
        }

        private Cost take() {
            return new Cost(transactions.getAndSet(0), statements.getAndSet(0));
        }
    }
}
