package dev.switchboard.outbound.fence;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.transcript.part.StartedSend;
import java.time.Duration;
import java.time.Instant;

/**
 * Begun send of a part, for which the {@link Fence} is asked.
 *
 * @param epoch under which the reply was decided
 * @param maxStartDelay maximum time between the beginning of the attempt and its request
 */
public record FencedAttempt(
        ConversationId conversation,
        long epoch,
        PartId part,
        StartedSend started,
        Duration maxStartDelay) {

    /** The time from which another instance may take the part up, by the database's clock. */
    Instant startDeadline() {
        return started.at().plus(maxStartDelay);
    }
}
