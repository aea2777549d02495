package dev.switchboard.system.fault;

import java.time.Duration;

/**
 * Something that was done to a part.
 *
 * @param killed by {@code kill -9}; otherwise it was paused
 * @param returned whether it did its work again within minutes
 * @param recovery from the kill, or from the end of the pause, until it was ready
 */
public record Fault(String part, boolean killed, boolean returned, Duration recovery) {

    /** The service that the part is an instance of. */
    public String kind() {
        return part.replaceFirst("-\\d+$", "");
    }
}
