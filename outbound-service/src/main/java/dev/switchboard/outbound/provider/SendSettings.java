package dev.switchboard.outbound.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a request to a provider may take: {@code SEND_TIMEOUT} and so on. */
@ConfigMapping(prefix = "send")
public interface SendSettings {

    /** One send, from connecting to the answer; less than what the fence's transaction may idle. */
    @WithDefault("PT4S")
    Duration timeout();

    @WithDefault("PT2S")
    Duration connectTimeout();

    /** A typing indicator, which is worth little when it is late. */
    @WithDefault("PT2S")
    Duration typingTimeout();
}
