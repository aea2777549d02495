package dev.switchboard.operator.stats;

import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.model.wire.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.keys.KeyScanArgs;
import io.quarkus.redis.datasource.value.ValueCommands;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the buffer's instances say in Redis: each keeps its number of open bursts there, for
 * as long as it lives.
 */
@ApplicationScoped
class OpenBursts {
    private static final Logger LOG = Logger.getLogger(OpenBursts.class);
    private static final String KEYS = RedisKeys.OPEN_BURSTS + "*";
    private static final int KEYS_PER_STEP = 1_000;

    /** A Redis with millions of other keys is not walked to the end for a figure. */
    private static final int MOST_STEPS = 100;

    private final KeyCommands<String> keys;
    private final ValueCommands<String, String> values;

    OpenBursts(RedisDataSource redis) {
        keys = redis.key();
        values = redis.value(String.class);
    }

    /** Empty when Redis does not answer. */
    OptionalLong count() {
        try {
            return OptionalLong.of(sum(instances()));
        } catch (RuntimeException e) {
            LOG.warn("Redis does not say how many bursts are open", LoggableFailure.of(e));
            return OptionalLong.empty();
        }
    }

    private Set<String> instances() {
        var found = new LinkedHashSet<String>();
        var cursor = keys.scan(new KeyScanArgs().match(KEYS).count(KEYS_PER_STEP));
        for (var step = 0; cursor.hasNext() && step < MOST_STEPS; step++) {
            found.addAll(cursor.next());
        }
        return found;
    }

    private long sum(Set<String> instances) {
        if (instances.isEmpty()) {
            return 0;
        }
        return values.mget(instances.toArray(String[]::new)).values().stream()
                .mapToLong(OpenBursts::bursts)
                .sum();
    }

    /** An instance may end between the two questions; then it has no value any more. */
    private static long bursts(@Nullable String value) {
        return value == null || value.isBlank() ? 0 : Long.parseLong(value.strip());
    }
}
