package dev.switchboard.buffer.burst;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the end of a burst. */
@ConfigMapping(prefix = "switchboard.burst")
public interface BurstSettings {
    String DEFAULT_QUIET_PERIOD = "PT2S";
    String DEFAULT_MAX_WAIT = "PT10S";
    String DEFAULT_MAX_MESSAGES = "20";

    /**
     * Time for which the customer must be quiet before a burst ends. Live, and by business number:
     * {@code BURST_QUIET_PERIOD_14155238886}.
     */
    @WithDefault(DEFAULT_QUIET_PERIOD)
    @DurationMin(nanos = 1)
    Duration quietPeriod();

    /** Maximum time the first message of a burst waits. Live, and by business number. */
    @WithDefault(DEFAULT_MAX_WAIT)
    @DurationMin(nanos = 1)
    Duration maxWait();

    /** Maximum of messages in a burst. Live, and by business number. */
    @WithDefault(DEFAULT_MAX_MESSAGES)
    @Min(1)
    int maxMessages();
}
