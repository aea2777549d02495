package dev.switchboard.outbound.fence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long a send may stand in the way of a takeover: {@code FENCE_HOLD} and so on. A takeover
 * waits 8 s; a send is over before {@code hold} is, or PostgreSQL ends it.
 */
@ConfigMapping(prefix = "fence")
public interface FenceSettings {
    String HOLD = "PT5S";
    String MARGIN = "PT0.5S";
    String SENDS_AT_ONCE = "56";

    /**
     * How long a transaction may wait for a provider; then PostgreSQL ends it and frees the lock,
     * also when this process is paused.
     */
    @WithDefault(HOLD)
    Duration hold();

    /** How much before the end of {@link #hold()} the provider's answer is waited for no more. */
    @WithDefault(MARGIN)
    Duration margin();

    /** How long a send waits for a takeover that is under way. */
    @WithDefault("PT2S")
    Duration lockWait();

    /**
     * How many sends may hold a connection at once; the rest of the pool is left for everything
     * else.
     */
    @WithDefault(SENDS_AT_ONCE)
    int sendsAtOnce();
}
