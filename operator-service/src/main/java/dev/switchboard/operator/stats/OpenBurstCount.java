package dev.switchboard.operator.stats;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.wire.RedisKeys;
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
 * Adds up the numbers of open bursts that the buffer's instances keep in Redis, each for as long as
 * it lives.
 */
@ApplicationScoped
class OpenBurstCount {
    private static final Logger LOG = Logger.getLogger(OpenBurstCount.class);
    private static final String KEYS = RedisKeys.OPEN_BURSTS + "*";
    private static final int KEYS_PER_SCAN = 1_000;

    /** A Redis with millions of other keys is not scanned to the end for a figure. */
    private static final int MAX_SCANS = 100;

    private final KeyCommands<String> keys;
    private final ValueCommands<String, String> values;

    OpenBurstCount(RedisDataSource redis) {
        keys = redis.key();
        values = redis.value(String.class);
    }

    /** Empty when Redis does not answer. */
    OptionalLong count() {
        try {
            return OptionalLong.of(sum(instances()));
        } catch (RuntimeException e) {
            LOG.warn("Open bursts not read from Redis", LoggableFailure.of(e));
            return OptionalLong.empty();
        }
    }

    private Set<String> instances() {
        var found = new LinkedHashSet<String>();
        var cursor = keys.scan(new KeyScanArgs().match(KEYS).count(KEYS_PER_SCAN));
        for (var scan = 0; cursor.hasNext() && scan < MAX_SCANS; scan++) {
            found.addAll(cursor.next());
        }
        return found;
    }

    private long sum(Set<String> instances) {
        if (instances.isEmpty()) {
            return 0;
        }
        return values.mget(instances.toArray(String[]::new)).values().stream()
                .mapToLong(OpenBurstCount::bursts)
                .sum();
    }

    /** An instance may end between the two reads; then it has no value any more. */
    private static long bursts(@Nullable String value) {
        return value == null || value.isBlank() ? 0 : Long.parseLong(value.strip());
    }
}
