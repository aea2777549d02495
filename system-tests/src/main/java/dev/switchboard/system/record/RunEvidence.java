package dev.switchboard.system.record;

import dev.switchboard.system.world.ClockDifference;
import java.util.List;
import java.util.Set;

/**
 * Evidence by which a run is judged.
 *
 * @param sends in the order in which providers received them
 * @param listed markers of messages that the API shows as failed, unknown or suppressed: an
 *     operator can see their outcome
 * @param clocks the difference between the simulator's clock, which the sends have, and the
 *     journal's
 */
public record RunEvidence(
        List<Send> sends, Journal journal, Set<String> listed, ClockDifference clocks) {
    public RunEvidence {
        sends = List.copyOf(sends);
        listed = Set.copyOf(listed);
    }
}
