package dev.switchboard.ingress.webhook;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who may have a webhook read once more. */
@ConfigMapping(prefix = "switchboard.replay")
public interface ReplaySettings {

    /**
     * The token that the operator service shows ({@code SWITCHBOARD_API_TOKEN}). Without it the
     * address does not exist.
     */
    Optional<String> token();
}
