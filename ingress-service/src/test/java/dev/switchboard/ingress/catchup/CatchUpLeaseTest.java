package dev.switchboard.ingress.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.ingress.testing.SimulatedTwilio;
import dev.switchboard.testing.BackingServices;
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
class CatchUpLeaseTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Inject RedisDataSource redis;

    private final String prefix = "test:" + UUID.randomUUID();

    @Test
    void oneInstanceHoldsTheLeaseUntilItReleasesIt() {
        // Given
        var one = new CatchUpLease(redis, prefix);
        var other = new CatchUpLease(redis, prefix);
        assertThat(one.tryAcquire(LONG)).isTrue();
        assertThat(other.tryAcquire(LONG)).isFalse();
        assertThat(one.tryAcquire(LONG)).isTrue();

        // When
        one.release();

        // Then
        assertThat(other.tryAcquire(LONG)).isTrue();
        assertThat(one.tryAcquire(LONG)).isFalse();
    }

    @Test
    void leaseOfADeadInstanceExpires() {
        // Given
        new CatchUpLease(redis, prefix).tryAcquire(Duration.ofMillis(100));
        var other = new CatchUpLease(redis, prefix);

        // Then
        await().until(() -> other.tryAcquire(LONG));
    }

    @Test
    void searchedTimeIsKnownToTheOthers() {
        // Given
        var at = Instant.parse("2026-11-22T02:00:00.123Z");
        var other = new CatchUpLease(redis, prefix);
        assertThat(other.searchedUpTo()).isEmpty();

        // When
        new CatchUpLease(redis, prefix).recordSearchedUpTo(at);

        // Then
        assertThat(other.searchedUpTo()).hasValue(at);
    }

    @Test
    void oneTimeoutDoesNotGrantTheLeaseOfAnother() {
        // Given
        new CatchUpLease(redis, prefix).tryAcquire(LONG);
        var cold = new CatchUpLease(firstFailing(1), prefix);

        // When
        var acquired = cold.tryAcquire(LONG);

        // Then
        assertThat(acquired).isFalse();
    }

    @Test
    void withoutRedisEachSearchesForItself() {
        // Given
        new CatchUpLease(redis, prefix).tryAcquire(LONG);
        var alone = new CatchUpLease(firstFailing(Integer.MAX_VALUE), prefix);

        // When
        var acquired = alone.tryAcquire(LONG);

        // Then
        assertThat(acquired).isTrue();
        assertThat(alone.searchedUpTo()).isEmpty();
    }

    /** Redis client whose first calls time out. */
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
