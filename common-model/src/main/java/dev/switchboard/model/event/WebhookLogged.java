package dev.switchboard.model.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook has been answered.
 *
 * @param route which webhook: {@code twilio}, {@code twilio-status}, {@code meta}
 * @param headers without signatures, cookies and authorization
 * @param verdict {@code accepted}, or why it was refused, such as {@code bad-signature}
 * @param httpStatus what we answered
 */
public record WebhookLogged(
        UUID eventId,
        String route,
        String method,
        Map<String, String> headers,
        String body,
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
