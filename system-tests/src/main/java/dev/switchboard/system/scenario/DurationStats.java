package dev.switchboard.system.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Statistics of a set of durations. */
record DurationStats(int count, Duration median, Duration p99, Duration max) {

    static DurationStats of(Collection<Duration> durations) {
        var sorted = new ArrayList<>(durations);
        sorted.sort(null);
        return sorted.isEmpty()
                ? new DurationStats(0, Duration.ZERO, Duration.ZERO, Duration.ZERO)
                : new DurationStats(
                        sorted.size(), at(sorted, 0.5), at(sorted, 0.99), sorted.getLast());
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    @Override
    public String toString() {
        return "p50 %d ms, p99 %d ms, max %d ms of %d"
                .formatted(median.toMillis(), p99.toMillis(), max.toMillis(), count);
    }
}
