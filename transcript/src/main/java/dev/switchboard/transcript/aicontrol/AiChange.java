package dev.switchboard.transcript.aicontrol;

import dev.switchboard.common.identity.ConversationId;
import java.time.Instant;
import java.util.Optional;

/**
 * Change that an operator made to the AI.
 *
 * @param business the business number; empty with {@code conversation} where it is the AI as a
 *     whole
 */
public record AiChange(
        Kind kind,
        Optional<String> business,
        Optional<ConversationId> conversation,
        String changedBy,
        Optional<String> reason,
        Instant at) {

    /** Kind of a change. */
    public enum Kind {
        SWITCHED_ON,
        SWITCHED_OFF,
        RESET,
        DEBUG_ON,
        DEBUG_OFF
    }
}
