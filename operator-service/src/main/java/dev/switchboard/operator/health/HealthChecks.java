package dev.switchboard.operator.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Runs all checks at once. */
@ApplicationScoped
class HealthChecks {
    private final DatabaseCheck database;
    private final RedisCheck redis;
    private final KafkaCheck kafka;
    private final HealthSettings settings;
    private final CachedCheck<Health> health;

    HealthChecks(
            DatabaseCheck database,
            RedisCheck redis,
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
        var databaseAnswers = withTimeout(database.answers(), false);
        var redisAnswers = withTimeout(redis.answers(), false);
        var kafkaAnswers = withTimeout(kafka.answers(), false);
        var workers = withTimeout(kafka.workers(), 0);
        return Health.of(
                databaseAnswers.join(), redisAnswers.join(), kafkaAnswers.join(), workers.join());
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
