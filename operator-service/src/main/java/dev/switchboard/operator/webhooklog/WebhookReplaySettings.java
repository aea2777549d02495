package dev.switchboard.operator.webhooklog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.net.URI;
import java.util.Optional;

/** Settings of webhook replay. */
@ConfigMapping(prefix = "switchboard.ingress")
public interface WebhookReplaySettings {

    /** URL of the ingress service; without it webhooks are shown and not replayed. */
    @WithName("base-url")
    Optional<URI> ingressBaseUrl();
}
