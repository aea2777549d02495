package dev.switchboard.aiworker.limit;

import dev.switchboard.aiworker.limit.Allowance.Granted;
import dev.switchboard.aiworker.limit.Allowance.Limited;
import dev.switchboard.chassis.resilience.CircuitBreaker;
import dev.switchboard.common.event.TurnReady;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * Limits the turns of a customer that the model answers within a minute, by all instances together:
 * a log of turn ids in Redis, by the clock of Redis, in one round trip a turn. A turn that is asked
 * for again counts once. Without Redis every turn is granted, and while it is away only one turn in
 * a while waits for it.
 */
@ApplicationScoped
public class CustomerRateLimiter {
    private static final Logger LOG = Logger.getLogger(CustomerRateLimiter.class);

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final String PREFIX = "switchboard:turn-limit:";

    private static final int CIRCUIT_THRESHOLD = 3;
    private static final Duration CIRCUIT_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_CIRCUIT_DELAY = Duration.ofSeconds(15);

    /**
     * The turns of the last window by the time at which they were granted (KEYS[1]), and the turn
     * with which the customer was told (KEYS[2]), for as long as a window. Returns the milliseconds
     * to wait, 0 where the turn (ARGV[1]) is granted, and 1 where the customer is to be told.
     */
    private static final String SCRIPT =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local max = tonumber(ARGV[2])
            local window = tonumber(ARGV[3])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
            if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
                return {0, 0}
            end
            local granted = redis.call('ZCARD', KEYS[1])
            if granted < max then
                redis.call('ZADD', KEYS[1], now, ARGV[1])
                redis.call('PEXPIRE', KEYS[1], window)
                return {0, 0}
            end
            local next = redis.call('ZRANGE', KEYS[1], granted - max, granted - max, 'WITHSCORES')
            redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', window)
            local tell = redis.call('GET', KEYS[2]) == ARGV[1] and 1 or 0
            return {math.max(1, next[2] + window - now), tell}
            """;

    private final ReactiveRedisDataSource redis;
    private final RateLimiterSettings settings;
    private final CircuitBreaker circuit;
    private final Counter limited;
    private final Counter unlimited;

    CustomerRateLimiter(
            ReactiveRedisDataSource redis,
            RateLimiterSettings settings,
            MeterRegistry meters,
            InstantSource clock) {
        this.redis = redis;
        this.settings = settings;
        circuit = new CircuitBreaker(CIRCUIT_THRESHOLD, CIRCUIT_DELAY, MAX_CIRCUIT_DELAY, clock);
        limited = meters.counter("switchboard.turns.rate.limited");
        unlimited = meters.counter("switchboard.turns.rate.limiter.unavailable");
    }

    /** Opens a connection, so that no turn waits for that. */
    void start(@Observes StartupEvent event) {
        redis.execute("PING")
                .subscribe()
                .with(
                        _ -> LOG.debug("Redis reached"),
                        failure -> LOG.debugf("Redis not reached cause=%s", failure));
    }

    /** Same as {@link #request(TurnReady, int)}, with the limit of the settings. */
    public Allowance request(TurnReady turn) {
        return request(turn, settings.maxRequestsPerMinute());
    }

    /**
     * Asks for an answer to the turn. Blocks for the timeout at most; idempotent by the turn.
     *
     * @param maxPerMinute turns of the customer that are granted within a minute; 0 is no limit
     */
    public Allowance request(TurnReady turn, int maxPerMinute) {
        if (maxPerMinute == 0) {
            return new Granted();
        }
        if (circuit.tryAcquire().isPositive()) {
            unlimited.increment();
            return new Granted();
        }
        try {
            var allowance = allowance(evaluate(turn, maxPerMinute));
            circuit.onSuccess();
            return allowance;
        } catch (RuntimeException e) {
            onFailure(e);
            return new Granted();
        }
    }

    /** Both keys are in one slot of a Redis cluster. */
    private Response evaluate(TurnReady turn, int maxPerMinute) {
        var key = PREFIX + "{" + turn.conversation().customer().value() + "}";
        return redis.execute(
                        "EVAL",
                        SCRIPT,
                        "2",
                        key,
                        key + ":notice:" + turn.conversation().id(),
                        turn.id().toString(),
                        Integer.toString(maxPerMinute),
                        Long.toString(WINDOW.toMillis()))
                .await()
                .atMost(settings.timeout());
    }

    private Allowance allowance(Response response) {
        var wait = Duration.ofMillis(response.get(0).toLong());
        if (wait.isZero()) {
            return new Granted();
        }
        limited.increment();
        return new Limited(
                response.get(1).toInteger() == 1
                        ? OptionalInt.of((int) wait.plusMillis(999).toSeconds())
                        : OptionalInt.empty());
    }

    private void onFailure(RuntimeException failure) {
        var wasOpen = circuit.isOpen();
        circuit.onFailure();
        unlimited.increment();
        if (!wasOpen && circuit.isOpen()) {
            LOG.warnf(
                    "Rate limiter unavailable, customers are not limited cause=%s",
                    failure.getClass().getSimpleName());
        }
    }
}
