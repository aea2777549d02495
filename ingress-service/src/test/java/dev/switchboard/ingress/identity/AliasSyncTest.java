package dev.switchboard.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.ingress.identity.AliasSync.Sighting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing takes sightings from the queue while Redis is down. */
class AliasSyncTest {
    private static final int MAX_QUEUED = 10_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AliasSync sync =
            new AliasSync(
                    new AliasStore(
                            failing(ReactiveRedisDataSource.class), failing(RedisDataSource.class)),
                    new KnownAliases(),
                    InstantSource.system(),
                    meters);

    @Test
    void sightingBeyondTheQueueIsDroppedAndCountedAndMayBeReportedAgain() {
        // Given
        for (var i = 0; i < MAX_QUEUED; i++) {
            sync.report(sighting(i));
        }

        // When
        sync.report(sighting(0));
        sync.report(sighting(MAX_QUEUED));
        sync.report(sighting(MAX_QUEUED));

        // Then
        assertThat(meters.counter("switchboard.identity.sightings.dropped").count()).isEqualTo(2);
        assertThat(meters.get("switchboard.identity.sightings.queued").gauge().value())
                .isEqualTo(MAX_QUEUED);
    }

    private static Sighting sighting(int number) {
        return new Sighting(new Alias(Channel.META, "1", "US." + number), Optional.empty());
    }

    private static <T> T failing(Class<T> commands) {
        return commands.cast(
                Proxy.newProxyInstance(
                        commands.getClassLoader(),
                        new Class<?>[] {commands},
                        (_, _, _) -> {
                            throw new IllegalStateException("Redis is failing");
                        }));
    }
}
