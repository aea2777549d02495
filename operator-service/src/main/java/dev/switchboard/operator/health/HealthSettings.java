package dev.switchboard.operator.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How {@code /health} looks at the parts. */
@ConfigMapping(prefix = "switchboard.health")
public interface HealthSettings {

    /** How long one part may take to answer before it counts as away. */
    @WithDefault("PT2S")
    Duration patience();

    /** How long an answer is given again without looking anew. */
    @WithDefault("PT3S")
    Duration remembered();
}
