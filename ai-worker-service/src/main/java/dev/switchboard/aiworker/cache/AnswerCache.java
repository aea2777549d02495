package dev.switchboard.aiworker.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.chassis.resilience.CircuitBreaker;
import dev.switchboard.common.wire.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Answers of personas that have a cache, in Redis for all workers. Without Redis nothing is found,
 * and while it is away only one question in a while waits for it. Of a question Redis has the hash
 * alone.
 */
@ApplicationScoped
public class AnswerCache {
    private static final Logger LOG = Logger.getLogger(AnswerCache.class);
    private static final String METRIC = "switchboard.answer.cache";
    private static final String PREFIX = "switchboard:answer-cache:";

    /** Longer answers are rare, and cost Redis more than they save. */
    private static final int MAX_CHARACTERS = 8_000;

    private static final int CIRCUIT_THRESHOLD = 3;
    private static final Duration CIRCUIT_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_CIRCUIT_DELAY = Duration.ofSeconds(15);

    /**
     * Sets the answer (KEYS[1]), unless the persona has as many as it may have (KEYS[2], by the
     * time at which they end).
     */
    private static final String KEEP =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local lifetime = tonumber(ARGV[2])
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
            if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then
                return 0
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', lifetime)
            redis.call('ZADD', KEYS[2], now + lifetime, KEYS[1])
            if redis.call('PTTL', KEYS[2]) < lifetime then
                redis.call('PEXPIRE', KEYS[2], lifetime)
            end
            return 1
            """;

    private final ReactiveRedisDataSource redis;
    private final AnswerCacheSettings settings;
    private final CircuitBreaker circuit;
    private final Counter hits;
    private final Counter misses;
    private final Counter unavailable;

    AnswerCache(
            ReactiveRedisDataSource redis,
            AnswerCacheSettings settings,
            MeterRegistry meters,
            InstantSource clock) {
        this.redis = redis;
        this.settings = settings;
        circuit = new CircuitBreaker(CIRCUIT_THRESHOLD, CIRCUIT_DELAY, MAX_CIRCUIT_DELAY, clock);
        hits = meters.counter(METRIC, "result", "hit");
        misses = meters.counter(METRIC, "result", "miss");
        unavailable = meters.counter(METRIC, "result", "unavailable");
    }

    /**
     * Answer as it was sent.
     *
     * @param model the model that wrote it
     */
    public record CachedAnswer(String text, String model) {}

    /** Finds the answer to the question. Blocks for the timeout at most. */
    public Optional<CachedAnswer> find(CacheableQuestion question) {
        if (circuit.tryAcquire().isPositive()) {
            unavailable.increment();
            return Optional.empty();
        }
        try {
            var found =
                    redis.value(String.class)
                            .get(answerKey(question))
                            .await()
                            .atMost(settings.timeout());
            circuit.onSuccess();
            var answer = Optional.ofNullable(found).flatMap(AnswerCache::read);
            (answer.isPresent() ? hits : misses).increment();
            return answer;
        } catch (RuntimeException e) {
            onFailure(e);
            return Optional.empty();
        }
    }

    /** Keeps the answer for the next one who asks. Blocks for the timeout at most. */
    public void keep(CacheableQuestion question, CachedAnswer answer) {
        if (answer.text().length() > MAX_CHARACTERS || circuit.isOpen()) {
            return;
        }
        try {
            var _ =
                    redis.execute(
                                    "EVAL",
                                    KEEP,
                                    "2",
                                    answerKey(question),
                                    PREFIX + "{" + question.persona() + "}",
                                    written(answer),
                                    Long.toString(question.lifetime().toMillis()),
                                    Integer.toString(settings.maxEntries()))
                            .await()
                            .atMost(settings.timeout());
        } catch (RuntimeException e) {
            onFailure(e);
        }
    }

    /** In the slot of its persona's other keys in a Redis cluster. */
    private static String answerKey(CacheableQuestion question) {
        return PREFIX + "{" + question.persona() + "}:" + question.hash();
    }

    private void onFailure(RuntimeException failure) {
        var wasOpen = circuit.isOpen();
        circuit.onFailure();
        unavailable.increment();
        if (!wasOpen && circuit.isOpen()) {
            LOG.warnf(
                    "Answer cache unavailable, the model answers cause=%s",
                    failure.getClass().getSimpleName());
        }
    }

    private static String written(CachedAnswer answer) {
        try {
            return Json.mapper().writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write an answer", e);
        }
    }

    /** Empty for what another version has written in another form. */
    private static Optional<CachedAnswer> read(String json) {
        try {
            return Optional.of(Json.mapper().readValue(json, CachedAnswer.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
