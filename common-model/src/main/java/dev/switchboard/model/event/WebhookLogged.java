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
 * @param path where it was sent; entries of earlier versions do not say
 * @param query the parameters of the address, without secrets
 * @param headers without signatures, cookies and authorization
 * @param body of one that is not genuine only the beginning
 * @param genuine whether its signature was looked at and right
 * @param verdict {@code accepted}, or why it was refused, such as {@code bad-signature}
 * @param httpStatus what we answered
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
