package dev.switchboard.operator.webhooklog;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Settings of webhook replay. */
@ConfigMapping(prefix = "switchboard.webhooks")
public interface WebhookReplaySettings {

    /**
     * URL of the ingress service ({@code INGRESS_BASE_URL}); without it webhooks are shown and not
     * replayed.
     */
    Optional<URI> ingressBaseUrl();
}
