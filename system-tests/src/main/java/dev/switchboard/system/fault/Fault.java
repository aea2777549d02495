package dev.switchboard.system.fault;

import java.time.Duration;

/**
 * Fault that was done to an instance.
 *
 * @param killed by {@code kill -9}; otherwise it was paused
 * @param recovered whether it was ready again within minutes
 * @param recovery time from the kill, or from the end of the pause, until it was ready
 */
public record Fault(String instance, boolean killed, boolean recovered, Duration recovery) {

    /** Service of the instance. */
    public String kind() {
        return instance.replaceFirst("-\\d+$", "");
    }
}
