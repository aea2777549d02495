package dev.switchboard.aiworker.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the limit of a customer's turns. */
@ConfigMapping(prefix = "switchboard.rate-limiter")
public interface RateLimiterSettings {

    /**
     * Turns of a customer that the model answers within a minute, by all instances together; 0 is
     * no limit. Those beyond it are recorded and left unanswered, and the customer is told once a
     * minute.
     */
    @WithDefault("5")
    @Min(0)
    @Max(10_000)
    int maxRequestsPerMinute();

    /** Timeout of Redis, after which a turn is answered as if there were no limit. */
    @WithDefault("PT0.05S")
    @DurationMin(millis = 1)
    @DurationMax(seconds = 5)
    Duration timeout();
}
