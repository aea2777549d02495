package dev.switchboard.transcript.part;

import java.util.Optional;

/** Result of an operator's decision about a part. */
public sealed interface PartDecisionResult {

    /** The decision is stored, with actor and time. */
    record Recorded(long id) implements PartDecisionResult {}

    /**
     * Nothing has changed: the part's outcome is not unknown, or no longer.
     *
     * @param state the part's; empty if there is no such part
     */
    record Refused(Optional<PartState> state) implements PartDecisionResult {}
}
