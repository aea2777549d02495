package dev.switchboard.buffer.burst;

import java.time.Duration;

/**
 * When a burst is complete.
 *
 * @param quiet how long the customer must have been quiet; zero makes every message a turn of its
 *     own
 * @param longest how long the first message waits at most
 * @param most how many messages a burst holds at most
 */
public record BurstRules(Duration quiet, Duration longest, int most) {

    public BurstRules {
        if (quiet.isNegative()) {
            throw new IllegalArgumentException("the quiet window is negative: " + quiet);
        }
        if (longest.compareTo(quiet) < 0) {
            throw new IllegalArgumentException(
                    "the longest wait " + longest + " is shorter than the quiet window " + quiet);
        }
        if (most < 1) {
            throw new IllegalArgumentException("a burst holds at least one message: " + most);
        }
    }
}
