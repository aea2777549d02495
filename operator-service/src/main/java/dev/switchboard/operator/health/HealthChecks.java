package dev.switchboard.operator.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all parts at once and remembers the answer for a moment, so that nobody can wear the
 * parts out by asking.
 */
@ApplicationScoped
class HealthChecks {
    private final DatabaseCheck database;
    private final RedisCheck redis;
    private final KafkaCheck kafka;
    private final HealthSettings settings;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Look last;

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
        this.clock = clock;
    }

    /** Answers within twice {@code patience}, whatever is away. */
    Health now() throws InterruptedException {
        looking.lockInterruptibly();
        try {
            var known = last;
            if (known != null && known.isFresh(clock.instant(), settings.remembered())) {
                return known.health();
            }
            var health = look();
            last = new Look(health, clock.instant());
            return health;
        } finally {
            looking.unlock();
        }
    }

    private Health look() throws InterruptedException {
        // Not closed: closing waits for a check that hangs.
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var databaseAnswers = threads.submit(database::answers);
            var redisAnswers = threads.submit(redis::answers);
            var kafkaAnswers = threads.submit(kafka::answers);
            var workers = threads.submit(kafka::workers);
            return Health.of(
                    result(databaseAnswers, false),
                    result(redisAnswers, false),
                    result(kafkaAnswers, false),
                    result(workers, 0));
        } finally {
            threads.shutdownNow();
        }
    }

    private <T> T result(Future<T> asked, T otherwise) throws InterruptedException {
        try {
            return asked.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return otherwise;
        }
    }

    private record Look(Health health, Instant at) {
        boolean isFresh(Instant now, Duration remembered) {
            return now.isBefore(at.plus(remembered));
        }
    }
}
