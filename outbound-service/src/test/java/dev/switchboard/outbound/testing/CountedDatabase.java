package dev.switchboard.outbound.testing;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts the transactions and statements of an action, on its thread and those that it starts. */
public final class CountedDatabase {
    private static final InheritableThreadLocal<@Nullable Cost> COUNTED =
            new InheritableThreadLocal<>();

    private CountedDatabase() {}

    /**
     * Cost of an action.
     *
     * @param transactions connections that were taken, each for one transaction
     */
    public record Cost(AtomicInteger transactions, AtomicInteger statements) {}

    /** Action that may be interrupted. */
    @FunctionalInterface
    public interface Action {
        void run() throws InterruptedException;
    }

    /** Runs the action and returns what it cost. */
    public static Cost costOf(Action action) throws InterruptedException {
        var cost = new Cost(new AtomicInteger(), new AtomicInteger());
        COUNTED.set(cost);
        try {
            action.run();
            return cost;
        } finally {
            COUNTED.remove();
        }
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    static DataSource dataSource(AgroalDataSource pool) {
        return proxy(
                DataSource.class,
                (_, method, arguments) -> {
                    var result = call(pool, method, arguments);
                    var cost = COUNTED.get();
                    if (cost == null || !(result instanceof Connection connection)) {
                        return result;
                    }
                    cost.transactions().incrementAndGet();
                    return counted(connection, cost);
                });
    }

    private static Connection counted(Connection connection, Cost cost) {
        return proxy(
                Connection.class,
                (_, method, arguments) -> {
                    var result = call(connection, method, arguments);
                    return result instanceof PreparedStatement statement
                            ? counted(statement, statements((String) arguments[0]), cost)
                            : result;
                });
    }

    private static PreparedStatement counted(
            PreparedStatement statement, int statements, Cost cost) {
        return proxy(
                PreparedStatement.class,
                (_, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        cost.statements().addAndGet(statements);
                    }
                    return call(statement, method, arguments);
                });
    }

    private static int statements(String sql) {
        return (int) sql.chars().filter(c -> c == ';').count() + 1;
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
}
