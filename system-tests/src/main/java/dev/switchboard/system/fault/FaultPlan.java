package dev.switchboard.system.fault;

import java.time.Duration;
import java.util.List;

/**
 * What happens to which parts, and how often.
 *
 * @param parts the instances that faults choose from
 * @param kills the share of faults that are a {@code kill -9}; the others are pauses
 * @param longestBetween the longest wait between one part's return and the next fault
 * @param longestPause of a paused part
 */
public record FaultPlan(
        List<String> parts, double kills, Duration longestBetween, Duration longestPause) {
    public FaultPlan {
        parts = List.copyOf(parts);
    }
}
