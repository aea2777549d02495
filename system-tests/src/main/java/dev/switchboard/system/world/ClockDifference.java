package dev.switchboard.system.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How far the simulator's clock is ahead of the harness's, as measured.
 *
 * @param least the simulator is ahead by at least this (negative: behind)
 * @param most and by at most this
 */
public record ClockDifference(Duration least, Duration most) {
    private static final int SAMPLES = 20;

    /** An answer was made between its request and its arrival; the narrowest samples count. */
    static ClockDifference measure(Simulator simulator, InstantSource clock) {
        var difference =
                new ClockDifference(Duration.ofDays(-1_000_000), Duration.ofDays(1_000_000));
        for (var sample = 0; sample < SAMPLES; sample++) {
            var asked = clock.instant();
            var theirs = Instant.parse(simulator.about().get("now").asText());
            var answered = clock.instant();
            difference =
                    difference.within(
                            Duration.between(answered, theirs), Duration.between(asked, theirs));
        }
        return difference;
    }

    private ClockDifference within(Duration atLeast, Duration atMost) {
        return new ClockDifference(
                atLeast.compareTo(least) > 0 ? atLeast : least,
                atMost.compareTo(most) < 0 ? atMost : most);
    }

    /** Two clocks that agree. */
    public static ClockDifference none() {
        return new ClockDifference(Duration.ZERO, Duration.ZERO);
    }

    /** The latest moment of the harness's clock at which the simulator's showed this. */
    public Instant latest(Instant theirs) {
        return theirs.minus(least);
    }

    /** The earliest moment of the harness's clock at which the simulator's showed this. */
    public Instant earliest(Instant theirs) {
        return theirs.minus(most);
    }
}
