package dev.switchboard.outbound.fence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Limits on how long a send may delay a takeover: {@code FENCE_MAX_LOCK_DURATION} and so on. A
 * takeover waits 8 s; a send ends within {@code maxLockDuration}, or PostgreSQL ends it.
 */
@ConfigMapping(prefix = "fence")
public interface FenceSettings {
    String DEFAULT_MAX_LOCK_DURATION = "PT5S";
    String DEFAULT_MARGIN = "PT0.5S";
    String DEFAULT_MAX_CONCURRENT_SENDS = "56";

    /**
     * The longest that a transaction may wait for a provider; then PostgreSQL ends it and frees the
     * lock, also when this process is paused.
     */
    @WithDefault(DEFAULT_MAX_LOCK_DURATION)
    Duration maxLockDuration();

    /** Time before the end of {@link #maxLockDuration()} at which waiting for a response ends. */
    @WithDefault(DEFAULT_MARGIN)
    Duration margin();

    /** The longest that a send waits for a takeover in progress. */
    @WithDefault("PT2S")
    Duration lockTimeout();

    /** Sends that may hold a database connection at once; the rest of the pool stays free. */
    @WithDefault(DEFAULT_MAX_CONCURRENT_SENDS)
    int maxConcurrentSends();
}
