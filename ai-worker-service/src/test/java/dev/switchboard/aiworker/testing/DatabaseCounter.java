package dev.switchboard.aiworker.testing;

import dev.switchboard.transcript.sql.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the transactions and statements of the service, and keeps the database from it. */
@Singleton
public class DatabaseCounter {
    private final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    private volatile boolean isAway;

    /** Transactions and statements of a time. */
    public record Cost(int transactions, int statements) {}

    /** The cost since the start, or since the last call of this. */
    public Cost take() {
        return new Cost(transactions.getAndSet(0), statements.getAndSet(0));
    }

    /** No connection is given from now on. */
    public void goesAway() {
        isAway = true;
    }

    public void comesBack() {
        isAway = false;
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Database database(DataSource source) {
        return new Database(
                proxy(
                        DataSource.class,
                        (_, method, arguments) ->
                                invoke(source, method, arguments) instanceof Connection connection
                                        ? counted(connection)
                                        : null));
    }

    /** A connection that is taken is one transaction, its statements' own or an explicit one. */
    private Connection counted(Connection connection) throws SQLException {
        if (isAway) {
            connection.close();
            throw new SQLTransientConnectionException("kept away by a test", "08006");
        }
        transactions.incrementAndGet();
        return proxy(
                Connection.class,
                (_, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.addAndGet(((String) arguments[0]).split(";").length);
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
