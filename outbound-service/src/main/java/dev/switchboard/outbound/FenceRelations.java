package dev.switchboard.outbound;

import dev.switchboard.chassis.config.Setting;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.transcript.ownership.OwnershipStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Relations between the fence's settings and those they depend on: each timeout ends within the
 * next one, and sends leave database connections to everything else. The one that is set is the one
 * reported.
 */
final class FenceRelations {
    private static final String MAX_LOCK_DURATION = "FENCE_MAX_LOCK_DURATION";
    private static final String MARGIN = "FENCE_MARGIN";
    private static final String MAX_CONCURRENT_SENDS = "FENCE_MAX_CONCURRENT_SENDS";
    private static final String POOL_MAX_SIZE = "QUARKUS_DATASOURCE_JDBC_MAX_SIZE";

    /** Same as in application.properties, which is not read yet. */
    private static final String DEFAULT_POOL_MAX_SIZE = "64";

    private FenceRelations() {}

    static List<Setting> of(Function<String, Optional<String>> values) {
        var lockDuration =
                Setting.duration(MAX_LOCK_DURATION)
                        .inForce(values, FenceSettings.DEFAULT_MAX_LOCK_DURATION);
        var margin = Setting.duration(MARGIN).inForce(values, FenceSettings.DEFAULT_MARGIN);
        var sends =
                Setting.positiveNumber(MAX_CONCURRENT_SENDS)
                        .inForce(values, FenceSettings.DEFAULT_MAX_CONCURRENT_SENDS);
        var pool = Setting.positiveNumber(POOL_MAX_SIZE).inForce(values, DEFAULT_POOL_MAX_SIZE);
        var takeover = OwnershipStore.CHANGE_LOCK_TIMEOUT.toString();
        return List.of(
                Setting.duration(MAX_LOCK_DURATION)
                        .and(
                                "shorter than the %s a takeover waits".formatted(takeover),
                                value -> isShorter(value, takeover))
                        .and("longer than " + MARGIN, value -> isShorter(margin, value)),
                Setting.duration(MARGIN)
                        .and(
                                "shorter than " + MAX_LOCK_DURATION,
                                value -> isShorter(value, lockDuration)),
                Setting.positiveNumber(MAX_CONCURRENT_SENDS)
                        .and(
                                "at most 7/8 of " + POOL_MAX_SIZE,
                                value -> leavesConnections(value, pool)),
                Setting.positiveNumber(POOL_MAX_SIZE)
                        .and(
                                "at least 8/7 of " + MAX_CONCURRENT_SENDS,
                                value -> leavesConnections(sends, value)));
    }

    private static boolean isShorter(String one, String other) {
        return Duration.parse(one).compareTo(Duration.parse(other)) < 0;
    }

    /** As many as the defaults leave: statuses and bookkeeping must always find a connection. */
    private static boolean leavesConnections(String sends, String pool) {
        return Long.parseLong(sends) * 8 <= Long.parseLong(pool) * 7;
    }
}
