package dev.switchboard.operator.deadletter;

import dev.switchboard.model.event.DeadLettered;
import java.util.Optional;
import java.util.UUID;

/** The header by which a record that was put back is known; whoever works on it ignores it. */
final class ReplayMark {
    static final String HEADER = "replay-of";

    private ReplayMark() {}

    /** The letter from which this letter's record had been put back, when it failed again. */
    static Optional<UUID> in(DeadLettered letter) {
        try {
            return Optional.ofNullable(letter.headers().get(HEADER)).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
