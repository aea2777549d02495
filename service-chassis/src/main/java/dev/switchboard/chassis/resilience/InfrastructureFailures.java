package dev.switchboard.chassis.resilience;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTransientException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes failures of the infrastructure, which are transient, from those of a record and
 * from bugs, which are not.
 */
public final class InfrastructureFailures {
    /**
     * PostgreSQL's classes of transient errors: 08 connection, 25006 read-only (a former primary
     * after a failover), 25P03 idle transaction ended, 28 credentials (while they are being
     * changed), 3D no such database, 40 rollback, 42501 no permission, 42P01 no such table (not
     * migrated yet), 53 out of resources, 55P03 lock not available, 57 operator intervention, 58
     * system (PostgreSQL documentation, appendix A). None of them is caused by a record.
     */
    private static final Set<String> TRANSIENT_STATES =
            Set.of(
                    "08", "25006", "25P03", "28", "3D", "40", "42501", "42P01", "53", "55P03", "57",
                    "58");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private InfrastructureFailures() {}

    /**
     * Returns whether the failure or one of its causes means that PostgreSQL, Redis, Kafka or a
     * network is unavailable, or that they refuse us access.
     */
    public static boolean isDown(Throwable failure) {
        var causes = causes(failure);
        var transactionEnded =
                causes.stream().anyMatch(InfrastructureFailures::endedTransaction)
                        && causes.stream().noneMatch(SQLException.class::isInstance);
        return transactionEnded || causes.stream().anyMatch(InfrastructureFailures::isTransient);
    }

    /**
     * Runs an action and returns whether it succeeded.
     *
     * @param whenDown takes a failure of the infrastructure; any other is thrown
     */
    public static boolean tryRun(Runnable action, Consumer<RuntimeException> whenDown) {
        return tryCall(
                        () -> {
                            action.run();
                            return true;
                        },
                        whenDown)
                .isPresent();
    }

    /**
     * Calls an action and returns its result; empty if it failed.
     *
     * @param whenDown takes a failure of the infrastructure; any other is thrown
     */
    public static <T> Optional<T> tryCall(Supplier<T> action, Consumer<RuntimeException> whenDown) {
        try {
            return Optional.of(action.get());
        } catch (RuntimeException e) {
            if (!isDown(e)) {
                throw e;
            }
            whenDown.accept(e);
            return Optional.empty();
        }
    }

    /** Returns whether a statement did not get a lock within its timeout. */
    public static boolean isLockNotAvailable(Throwable failure) {
        return causes(failure).stream()
                .anyMatch(cause ->
                        cause instanceof SQLException sql
                                && LOCK_NOT_AVAILABLE.equals(sql.getSQLState()));
    }

    private static Set<Throwable> causes(Throwable failure) {
        var seen = new LinkedHashSet<Throwable>();
        for (Throwable cause = failure;
                cause != null && seen.add(cause);
                cause = cause.getCause()) {
            seen.addAll(List.of(cause.getSuppressed()));
        }
        return seen;
    }

    /**
     * Returns whether a commit failed without a reason from the database: its connection is lost.
     */
    private static boolean endedTransaction(Throwable cause) {
        return cause.getClass().getName().startsWith("jakarta.transaction.");
    }

    private static boolean isTransient(Throwable cause) {
        return switch (cause) {
            case JsonProcessingException _ -> false;
            case IOException _, TimeoutException _ -> true;
            case KafkaException kafka -> isTransient(kafka);
            case SQLTransientException _ -> true;
            case SQLNonTransientException sql when sql.getSQLState() == null -> false;
            case SQLException sql -> isTransient(sql.getSQLState());
            default -> false;
        };
    }

    /**
     * Of Kafka's failures that its clients do not retry, those of access and of the broker itself
     * are not caused by a record; others are, such as a record that is too large or an invalid
     * topic.
     */
    private static boolean isTransient(KafkaException kafka) {
        return switch (kafka) {
            case RetriableException _,
                    AuthenticationException _,
                    AuthorizationException _,
                    UnknownServerException _ ->
                    true;
            case ApiException _, SerializationException _ -> false;
            // Of the client, such as a producer that was closed.
            default -> true;
        };
    }

    private static boolean isTransient(@Nullable String state) {
        // A pool that cannot give a connection in time throws without a state.
        return state == null || TRANSIENT_STATES.stream().anyMatch(state::startsWith);
    }
}
