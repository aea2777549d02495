package dev.switchboard.operator.webhooklog;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A webhook as the API shows it in lists: without its contents.
 *
 * @param verdict {@code accepted}, or the reason of its refusal, such as {@code bad-signature}
 * @param genuine true if its signature was checked and right; only such a one can be replayed
 * @param error its error, or its contents that were ignored
 */
@Schema(name = "Webhook")
public record WebhookView(
        UUID id,
        Instant receivedAt,
        @Schema(examples = "twilio") String provider,
        @Schema(examples = "twilio-status") String route,
        @Schema(examples = "POST") String method,
        @Schema(examples = "/whatsapp") Optional<String> path,
        @Schema(examples = "accepted") String verdict,
        boolean genuine,
        @Schema(examples = "200") int responseStatus,
        @Schema(examples = "3.2") double processingMs,
        Optional<String> error,
        int replays,
        Optional<Instant> replayedAt,
        Optional<String> replayedBy) {

    /**
     * A webhook with its contents.
     *
     * @param headers without signatures and secrets
     * @param body of one that was not genuine the first 3 KB
     */
    @Schema(name = "WebhookInFull")
    public record Full(
            WebhookView webhook,
            Optional<String> query,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String headers,
            String body) {}

    /**
     * Result of a replay: the number of messages and statuses published.
     *
     * @param ignored the webhook's other contents, on which nothing is to act
     */
    @Schema(name = "WebhookReplayed")
    public record ReplayResult(
            UUID id,
            @Schema(examples = "1") int messages,
            @Schema(examples = "0") int statuses,
            List<String> ignored) {}
}
