package dev.switchboard.operator.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Looks at all parts at once. */
@ApplicationScoped
class HealthChecks {
    private final DatabaseCheck database;
    private final RedisCheck redis;
    private final KafkaCheck kafka;
    private final HealthSettings settings;
    private final Remembered<Health> health;

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
        this.health = new Remembered<>(this::look, settings.remembered(), clock);
    }

    /** Answers within {@code patience}, whatever is away; remembers the answer for a moment. */
    Health now() {
        return health.value();
    }

    private Health look() {
        var databaseAnswers = inTime(database.answers(), false);
        var redisAnswers = inTime(redis.answers(), false);
        var kafkaAnswers = inTime(kafka.answers(), false);
        var workers = inTime(kafka.workers(), 0);
        return Health.of(
                databaseAnswers.join(), redisAnswers.join(), kafkaAnswers.join(), workers.join());
    }

    /** A part that fails or takes too long counts as away. */
    private <T> CompletableFuture<T> inTime(CompletionStage<T> asked, T otherwise) {
        // Not asked's own future: Kafka's may not be completed by others.
        var answer = new CompletableFuture<T>();
        asked.whenComplete(
                (value, failure) -> answer.complete(failure == null ? value : otherwise));
        return answer.completeOnTimeout(
                otherwise, settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    }
}
