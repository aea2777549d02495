package dev.switchboard.model.event;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A record could not be worked on and was set aside.
 *
 * @param key the record's key
 * @param body the record's value as it was, base64
 * @param cause one line a person can act on
 */
public record DeadLettered(
        UUID eventId,
        String topic,
        int partition,
        long offset,
        Optional<String> key,
        Optional<String> type,
        String body,
        String cause,
        int attempts,
        Instant at)
        implements Event {}
