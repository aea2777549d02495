package dev.switchboard.common.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook was answered.
 *
 * @param route {@code twilio}, {@code twilio-status} or {@code meta}
 * @param path the path it was sent to; absent in entries of earlier versions
 * @param query the query parameters, without secrets
 * @param headers without signatures, cookies and authorization
 * @param body only the beginning if it is not genuine
 * @param genuine true if its signature was checked and correct
 * @param verdict the result: {@code accepted}, or the reason of the refusal, such as {@code
 *     bad-signature}
 * @param httpStatus the status of our response
 */
public record WebhookLogged(
        UUID eventId,
        String route,
        String method,
        Optional<String> path,
        Optional<String> query,
        Map<String, String> headers,
        String body,
        boolean genuine,
        String verdict,
        int httpStatus,
        Duration took,
        Optional<String> error,
        Instant receivedAt)
        implements Event {
    public WebhookLogged {
        headers = Map.copyOf(headers);
    }
}
