package dev.switchboard.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.identity.AliasKeeper.Sighting;
import dev.switchboard.model.identity.Channel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With Redis away nobody takes sightings from the queue. */
class AliasKeeperTest {
    private static final int MOST_WAITING = 10_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AliasKeeper keeper =
            new AliasKeeper(
                    new AliasStore(
                            away(ReactiveRedisDataSource.class), away(RedisDataSource.class)),
                    new KnownAliases(),
                    InstantSource.system(),
                    meters);

    @Test
    void whatDoesNotFitIsForgottenAndCountedAndMayBeToldAgain() {
        // Given
        for (var i = 0; i < MOST_WAITING; i++) {
            keeper.tell(sighting(i));
        }

        // When
        keeper.tell(sighting(0));
        keeper.tell(sighting(MOST_WAITING));
        keeper.tell(sighting(MOST_WAITING));

        // Then
        assertThat(meters.counter("switchboard.identity.sightings.forgotten").count()).isEqualTo(2);
        assertThat(meters.get("switchboard.identity.sightings.waiting").gauge().value())
                .isEqualTo(MOST_WAITING);
    }

    private static Sighting sighting(int number) {
        return new Sighting(new Alias(Channel.META, "1", "US." + number), Optional.empty());
    }

    private static <T> T away(Class<T> commands) {
        return commands.cast(
                Proxy.newProxyInstance(
                        commands.getClassLoader(),
                        new Class<?>[] {commands},
                        (_, _, _) -> {
                            throw new IllegalStateException("Redis is away");
                        }));
    }
}
