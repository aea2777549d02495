package dev.switchboard.operator.webhooklog;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where webhooks are replayed. */
@ConfigMapping(prefix = "switchboard.webhooks")
public interface WebhookSettings {

    /**
     * The ingress service as this one reaches it ({@code INGRESS_BASE_URL}); without it webhooks
     * are shown and not replayed.
     */
    Optional<URI> ingressBaseUrl();
}
