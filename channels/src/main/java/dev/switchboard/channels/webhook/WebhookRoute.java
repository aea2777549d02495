package dev.switchboard.channels.webhook;

import java.util.List;
import java.util.Set;

/**
 * Webhook of a channel.
 *
 * @param label name in metrics and in the webhook log
 * @param paths without a slash at the end
 * @param mediaTypes content types that the provider sends
 * @param acknowledgement response once Kafka has the webhook
 */
public record WebhookRoute(
        String label, List<String> paths, Set<String> mediaTypes, WebhookResponse acknowledgement) {
    public WebhookRoute {
        paths = List.copyOf(paths);
        mediaTypes = Set.copyOf(mediaTypes);
    }
}
