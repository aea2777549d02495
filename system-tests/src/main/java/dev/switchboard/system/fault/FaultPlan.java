package dev.switchboard.system.fault;

import java.time.Duration;
import java.util.List;

/**
 * Plan of the faults: the instances they hit, their kinds and frequency.
 *
 * @param instances the instances to choose from
 * @param kills the share of faults that are a {@code kill -9}; the others are pauses
 * @param maxInterval the maximum time between one instance's recovery and the next fault
 * @param maxPause the maximum pause of an instance
 */
public record FaultPlan(
        List<String> instances, double kills, Duration maxInterval, Duration maxPause) {
    public FaultPlan {
        instances = List.copyOf(instances);
    }
}
