package dev.switchboard.operator.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of {@code /health}. */
@ConfigMapping(prefix = "switchboard.health")
public interface HealthSettings {

    /** Timeout of one check of {@code /health}, after which it has failed. */
    @WithDefault("PT2S")
    @DurationMin(nanos = 1)
    Duration timeout();

    /** Time for which a result of {@code /health} is cached. */
    @WithDefault("PT3S")
    @DurationMin(nanos = 1)
    Duration cacheDuration();
}
