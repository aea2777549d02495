package dev.switchboard.benchmarks.pipeline;

import java.util.Collection;

/** Percentiles of durations by the nearest rank, so that each is a value that was measured. */
final class Percentiles {
    private final long[] sortedNanos;

    private Percentiles(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    static Percentiles ofNanos(Collection<Long> nanos) {
        return new Percentiles(nanos.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    int count() {
        return sortedNanos.length;
    }

    /**
     * @param percentile above 0, at most 100
     * @throws IllegalStateException if nothing was measured
     */
    double millis(double percentile) {
        return nanos(percentile) / 1e6;
    }

    /** Same in nanoseconds. */
    long nanos(double percentile) {
        if (sortedNanos.length == 0) {
            throw new IllegalStateException("no percentile of nothing");
        }
        var rank = (int) Math.ceil(percentile / 100 * sortedNanos.length);
        return sortedNanos[Math.max(1, rank) - 1];
    }
}
