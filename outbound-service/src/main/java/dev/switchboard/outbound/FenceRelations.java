package dev.switchboard.outbound;

import dev.switchboard.chassis.setting.Setting;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.transcript.control.ControlStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the fence's settings stand to each other and to what they depend on: every wait ends within
 * the next one, and sends leave connections to everything else. Whichever is set is complained of.
 */
final class FenceRelations {
    private static final String HOLD = "FENCE_HOLD";
    private static final String MARGIN = "FENCE_MARGIN";
    private static final String SENDS = "FENCE_SENDS_AT_ONCE";
    private static final String POOL = "QUARKUS_DATASOURCE_JDBC_MAX_SIZE";

    /** As in application.properties, which is not read yet. */
    private static final String USUAL_POOL = "64";

    private FenceRelations() {}

    static List<Setting> of(Function<String, Optional<String>> values) {
        var hold = Setting.duration(HOLD).inForce(values, FenceSettings.HOLD);
        var margin = Setting.duration(MARGIN).inForce(values, FenceSettings.MARGIN);
        var sends = Setting.positiveNumber(SENDS).inForce(values, FenceSettings.SENDS_AT_ONCE);
        var pool = Setting.positiveNumber(POOL).inForce(values, USUAL_POOL);
        var takeover = ControlStore.CHANGE_WAIT.toString();
        return List.of(
                Setting.duration(HOLD)
                        .and(
                                "shorter than the %s a takeover waits".formatted(takeover),
                                value -> isShorter(value, takeover))
                        .and("longer than " + MARGIN, value -> isShorter(margin, value)),
                Setting.duration(MARGIN)
                        .and("shorter than " + HOLD, value -> isShorter(value, hold)),
                Setting.positiveNumber(SENDS)
                        .and("at most 7/8 of " + POOL, value -> leavesRoom(value, pool)),
                Setting.positiveNumber(POOL)
                        .and("at least 8/7 of " + SENDS, value -> leavesRoom(sends, value)));
    }

    private static boolean isShorter(String one, String other) {
        return Duration.parse(one).compareTo(Duration.parse(other)) < 0;
    }

    /** As much as the defaults leave: statuses and bookkeeping must always find a connection. */
    private static boolean leavesRoom(String sends, String pool) {
        return Long.parseLong(sends) * 8 <= Long.parseLong(pool) * 7;
    }
}
