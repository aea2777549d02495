package dev.switchboard.transcript.aicontrol;

import java.time.Instant;
import java.util.Optional;

/**
 * Switch of the AI as a whole, or of a business number.
 *
 * @param business the number; empty for the AI as a whole
 */
public record AiSwitchState(
        Optional<String> business,
        boolean enabled,
        Instant changedAt,
        String changedBy,
        Optional<String> reason) {}
