package dev.switchboard.channels.send;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Timeouts of requests to a provider: {@code SEND_TIMEOUT} and so on. */
@ConfigMapping(prefix = "send")
public interface SendSettings {

    /**
     * For one send, from connecting to the response; less than the fence's maximum lock duration.
     */
    @WithDefault("PT4S")
    Duration timeout();

    @WithDefault("PT2S")
    Duration connectTimeout();

    /** For a typing indicator, which is worth little when it is late. */
    @WithDefault("PT2S")
    Duration typingTimeout();
}
