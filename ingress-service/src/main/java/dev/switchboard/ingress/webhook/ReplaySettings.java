package dev.switchboard.ingress.webhook;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of the replay of webhooks. */
@ConfigMapping(prefix = "switchboard.replay")
public interface ReplaySettings {

    /**
     * Token of the operator service ({@code SWITCHBOARD_API_TOKEN}). Without it the address does
     * not exist.
     */
    Optional<String> token();
}
