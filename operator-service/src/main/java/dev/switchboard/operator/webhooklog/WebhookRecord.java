package dev.switchboard.operator.webhooklog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An answered webhook without its contents.
 *
 * @param genuine true if its signature was checked and right
 */
record WebhookRecord(
        UUID id,
        Instant receivedAt,
        String route,
        String method,
        Optional<String> path,
        String verdict,
        boolean genuine,
        int httpStatus,
        Duration took,
        Optional<String> error,
        int replays,
        Optional<Instant> replayedAt,
        Optional<String> replayedBy) {

    /** Headers, query and body. */
    record Contents(String headers, Optional<String> query, String body) {}

    /** {@code twilio} for {@code twilio} and {@code twilio-status}. */
    String provider() {
        var end = route.indexOf('-');
        return end < 0 ? route : route.substring(0, end);
    }
}
