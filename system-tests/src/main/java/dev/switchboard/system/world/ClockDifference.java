package dev.switchboard.system.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Measured lead of the simulator's clock over the harness's.
 *
 * @param min the minimum lead (negative: behind)
 * @param max the maximum lead
 */
public record ClockDifference(Duration min, Duration max) {
    private static final int SAMPLES = 20;

    /** Narrowed down by many samples: a response was made between its request and its arrival. */
    static ClockDifference measure(SimulatorClient simulator, InstantSource clock) {
        var difference =
                new ClockDifference(Duration.ofDays(-1_000_000), Duration.ofDays(1_000_000));
        for (var sample = 0; sample < SAMPLES; sample++) {
            var requested = clock.instant();
            var theirs = Instant.parse(simulator.about().get("now").asText());
            var received = clock.instant();
            difference =
                    difference.within(
                            Duration.between(received, theirs),
                            Duration.between(requested, theirs));
        }
        return difference;
    }

    private ClockDifference within(Duration sampleMin, Duration sampleMax) {
        return new ClockDifference(
                sampleMin.compareTo(min) > 0 ? sampleMin : min,
                sampleMax.compareTo(max) < 0 ? sampleMax : max);
    }

    /** Two clocks that agree. */
    public static ClockDifference none() {
        return new ClockDifference(Duration.ZERO, Duration.ZERO);
    }

    /** Latest moment of the harness's clock at which the simulator's showed this. */
    public Instant latest(Instant theirs) {
        return theirs.minus(min);
    }

    /** Earliest moment of the harness's clock at which the simulator's showed this. */
    public Instant earliest(Instant theirs) {
        return theirs.minus(max);
    }
}
