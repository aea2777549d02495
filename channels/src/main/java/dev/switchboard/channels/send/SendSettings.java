package dev.switchboard.channels.send;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Timeouts of requests to a provider. */
@ConfigMapping(prefix = "switchboard.send")
public interface SendSettings {

    /**
     * Timeout of one send, from connecting to the response; less than the fence's maximum lock
     * duration.
     */
    @WithDefault("PT4S")
    @DurationMin(nanos = 1)
    Duration timeout();

    /** Timeout of connecting. */
    @WithDefault("PT2S")
    @DurationMin(nanos = 1)
    Duration connectTimeout();

    /** Timeout of a typing indicator, which is worth little when it is late. */
    @WithDefault("PT2S")
    @DurationMin(nanos = 1)
    Duration typingTimeout();
}
