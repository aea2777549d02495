package dev.switchboard.ingress.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.ingress.testing.SimulatedTwilio;
import dev.switchboard.localstack.testing.BackingServices;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
@WithTestResource(SimulatedTwilio.class)
class SharedSearchTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Inject RedisDataSource redis;

    private final String prefix = "test:" + UUID.randomUUID();

    @Test
    void oneInstanceSearchesUntilItLeaves() {
        // Given
        var one = new SharedSearch(redis, prefix);
        var other = new SharedSearch(redis, prefix);
        assertThat(one.isOurs(LONG)).isTrue();
        assertThat(other.isOurs(LONG)).isFalse();
        assertThat(one.isOurs(LONG)).isTrue();

        // When
        one.leave();

        // Then
        assertThat(other.isOurs(LONG)).isTrue();
        assertThat(one.isOurs(LONG)).isFalse();
    }

    @Test
    void whoeverDiesWhileItSearchesIsSucceeded() {
        // Given
        new SharedSearch(redis, prefix).isOurs(Duration.ofMillis(100));
        var other = new SharedSearch(redis, prefix);

        // Then
        await().until(() -> other.isOurs(LONG));
    }

    @Test
    void howFarIsSearchedIsKnownToTheOthers() {
        // Given
        var at = Instant.parse("2026-11-22T02:00:00.123Z");
        var other = new SharedSearch(redis, prefix);
        assertThat(other.searchedUpTo()).isEmpty();

        // When
        new SharedSearch(redis, prefix).searched(at);

        // Then
        assertThat(other.searchedUpTo()).hasValue(at);
    }

    @Test
    void oneAnswerThatComesTooLateIsNoReasonToSearchBesideAnother() {
        // Given
        new SharedSearch(redis, prefix).isOurs(LONG);
        var cold = new SharedSearch(firstFailing(1), prefix);

        // When
        var ours = cold.isOurs(LONG);

        // Then
        assertThat(ours).isFalse();
    }

    @Test
    void withoutRedisEachSearchesForItself() {
        // Given
        new SharedSearch(redis, prefix).isOurs(LONG);
        var alone = new SharedSearch(firstFailing(Integer.MAX_VALUE), prefix);

        // When
        var ours = alone.isOurs(LONG);

        // Then
        assertThat(ours).isTrue();
        assertThat(alone.searchedUpTo()).isEmpty();
    }

    /** Redis, whose first answers come too late. */
    private RedisDataSource firstFailing(int times) {
        var left = new AtomicInteger(times);
        return (RedisDataSource)
                Proxy.newProxyInstance(
                        RedisDataSource.class.getClassLoader(),
                        new Class<?>[] {RedisDataSource.class},
                        (_, method, arguments) -> {
                            if (left.getAndDecrement() > 0) {
                                throw new IllegalStateException("timeout");
                            }
                            return method.invoke(redis, arguments);
                        });
    }
}
