package dev.switchboard.operator.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of {@code /health}. */
@ConfigMapping(prefix = "switchboard.health")
public interface HealthSettings {

    /** Timeout of one check, after which it has failed. */
    @WithDefault("PT2S")
    Duration timeout();

    /** Time for which a result is cached. */
    @WithDefault("PT3S")
    Duration cacheDuration();
}
