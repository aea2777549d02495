package dev.switchboard.outbound.fence;

import dev.switchboard.transcript.ownership.OwnershipStore;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Limits on how long a send may delay a takeover. A takeover waits 8 s; a send ends within {@code
 * maxLockDuration}, or PostgreSQL ends it.
 */
@ConfigMapping(prefix = "switchboard.fence")
public interface FenceSettings {

    /**
     * The longest that a transaction may wait for a provider; then PostgreSQL ends it and frees the
     * lock, also when this process is paused.
     */
    @WithDefault("PT5S")
    @DurationMin(nanos = 1)
    Duration maxLockDuration();

    /** Time before the end of {@link #maxLockDuration()} at which waiting for a response ends. */
    @WithDefault("PT0.5S")
    @DurationMin(nanos = 1)
    Duration margin();

    /** The longest that a send waits for a takeover in progress. */
    @WithDefault("PT2S")
    @DurationMin(nanos = 1)
    Duration lockTimeout();

    /**
     * Sends that may hold a database connection at once, three quarters of them to one provider;
     * the rest of the pool, an eighth at least, stays free.
     */
    @WithDefault("56")
    @Min(1)
    int maxConcurrentSends();

    @AssertTrue(
            message =
                    "FENCE_MAX_LOCK_DURATION is invalid: it must be shorter than the PT8S a"
                            + " takeover waits")
    default boolean isMaxLockDurationWithinTakeover() {
        return maxLockDuration().compareTo(OwnershipStore.CHANGE_LOCK_TIMEOUT) < 0;
    }

    @AssertTrue(
            message = "FENCE_MARGIN is invalid: it must be shorter than FENCE_MAX_LOCK_DURATION")
    default boolean isMarginWithinLockDuration() {
        return margin().compareTo(maxLockDuration()) < 0;
    }
}
