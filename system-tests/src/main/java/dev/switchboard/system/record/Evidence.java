package dev.switchboard.system.record;

import dev.switchboard.system.world.ClockDifference;
import java.util.List;
import java.util.Set;

/**
 * What a run is judged by.
 *
 * @param sends in the order in which providers received them
 * @param listed markers of messages that the API shows as failed, unknown or suppressed: whose fate
 *     a person can see
 * @param clocks between the simulator's clock, which the sends have, and the journal's
 */
public record Evidence(
        List<Send> sends, Journal journal, Set<String> listed, ClockDifference clocks) {
    public Evidence {
        sends = List.copyOf(sends);
        listed = Set.copyOf(listed);
    }
}
