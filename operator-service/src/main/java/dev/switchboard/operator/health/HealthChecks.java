package dev.switchboard.operator.health;

import io.agroal.api.AgroalDataSource;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Runs all checks at once. */
@ApplicationScoped
class HealthChecks {
    private final AgroalDataSource database;
    private final Redis redis;
    private final KafkaCheck kafka;
    private final HealthSettings settings;
    private final CachedCheck<Health> health;

    HealthChecks(
            AgroalDataSource database,
            Redis redis,
            KafkaCheck kafka,
            HealthSettings settings,
            InstantSource clock) {
        this.database = database;
        this.redis = redis;
        this.kafka = kafka;
        this.settings = settings;
        this.health = new CachedCheck<>(this::check, settings.cacheDuration(), clock);
    }

    /** Answers within {@link HealthSettings#timeout}, whatever is down; caches the result. */
    Health now() {
        return health.value();
    }

    private Health check() {
        var databaseAnswers =
                withTimeout(
                        CompletableFuture.supplyAsync(
                                this::isDatabaseValid, Thread::startVirtualThread),
                        false);
        var redisAnswers =
                withTimeout(
                        redis.send(Request.cmd(Command.PING))
                                .map(_ -> true)
                                .subscribeAsCompletionStage(),
                        false);
        var kafkaAnswers = withTimeout(kafka.answers(), false);
        var workers = withTimeout(kafka.workers(), 0);
        return Health.of(
                databaseAnswers.join(), redisAnswers.join(), kafkaAnswers.join(), workers.join());
    }

    private boolean isDatabaseValid() {
        try (var connection = database.getConnection()) {
            return connection.isValid(Math.toIntExact(settings.timeout().toSeconds()));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the fallback where the check fails or times out. */
    private <T> CompletableFuture<T> withTimeout(CompletionStage<T> check, T fallback) {
        // Not the check's own future: Kafka's may not be completed by others.
        var result = new CompletableFuture<T>();
        check.whenComplete((value, failure) -> result.complete(failure == null ? value : fallback));
        return result.completeOnTimeout(
                fallback, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
