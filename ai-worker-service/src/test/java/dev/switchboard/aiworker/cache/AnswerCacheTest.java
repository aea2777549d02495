package dev.switchboard.aiworker.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.cache.AnswerCache.CachedAnswer;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.UnreachableRedis;
import dev.switchboard.testing.BackingServices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
@WithTestResource(UnreachableRedis.class)
class AnswerCacheTest {
    private static final CachedAnswer ANSWER = new CachedAnswer("At *nine*.", "gemini-2.5-flash");

    @Inject ReactiveRedisDataSource redis;

    @Inject
    @RedisClientName("absent")
    Instance<ReactiveRedisDataSource> absent;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UUID persona = UUID.randomUUID();

    private record Settings(int maxEntries, Duration timeout) implements AnswerCacheSettings {}

    @Test
    void answerIsFoundByEveryInstanceUntilItsLifetimeEnds() {
        // Given
        var question = question("a", Duration.ofSeconds(3));
        assertThat(cache(redis, 10).find(question)).isEmpty();

        // When
        cache(redis, 10).keep(question, ANSWER);

        // Then
        assertThat(cache(redis, 10).find(question)).contains(ANSWER);
        assertThat(cache(redis, 10).find(question("b", Duration.ofMinutes(1)))).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(cache(redis, 10).find(question)).isEmpty());
        assertThat(count("hit")).isPositive();
        assertThat(count("miss")).isPositive();
        assertThat(count("unavailable")).isZero();
    }

    @Test
    void personaHasNoMoreAnswersThanItMay() {
        // Given
        var cache = cache(redis, 2);

        // When
        for (var name : new String[] {"a", "b", "c"}) {
            cache.keep(question(name, Duration.ofMinutes(1)), ANSWER);
        }

        // Then
        var other = new CacheableQuestion(UUID.randomUUID(), "d", Duration.ofMinutes(1));
        cache.keep(other, ANSWER);
        assertThat(cache.find(other)).isPresent();
        assertThat(
                        IntStream.range(0, 3)
                                .filter(n ->
                                        cache.find(
                                                        question(
                                                                "abc".substring(n, n + 1),
                                                                Duration.ofMinutes(1)))
                                                .isPresent())
                                .count())
                .isEqualTo(2);
    }

    @Test
    void nothingIsFoundWhileRedisIsAway() {
        // Given
        var cache = cache(absent.get(), 10);
        var question = question("a", Duration.ofMinutes(1));

        // When
        cache.keep(question, ANSWER);
        var found = IntStream.range(0, 10).mapToObj(_ -> cache.find(question)).toList();

        // Then
        assertThat(found).allMatch(answer -> answer.isEmpty());
        assertThat(count("unavailable")).isGreaterThanOrEqualTo(10);
    }

    private double count(String result) {
        return meters.counter("switchboard.answer.cache", "result", result).count();
    }

    private CacheableQuestion question(String hash, Duration lifetime) {
        return new CacheableQuestion(persona, hash, lifetime);
    }

    private AnswerCache cache(ReactiveRedisDataSource source, int max) {
        return new AnswerCache(
                source, new Settings(max, Duration.ofSeconds(2)), meters, InstantSource.system());
    }
}
