package dev.switchboard.operator.deadletter;

import dev.switchboard.common.event.DeadLettered;
import java.util.Optional;
import java.util.UUID;

/** Header of a replayed record; consumers ignore it. */
final class ReplayMark {
    static final String HEADER = "replay-of";

    private ReplayMark() {}

    /** The letter whose record was replayed, failed again and became this letter. */
    static Optional<UUID> in(DeadLettered letter) {
        try {
            return Optional.ofNullable(letter.headers().get(HEADER)).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
