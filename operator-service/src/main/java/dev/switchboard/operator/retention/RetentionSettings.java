package dev.switchboard.operator.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Retention periods of what grows with every message. */
@ConfigMapping(prefix = "switchboard.retention")
public interface RetentionSettings {
    /**
     * Minimum for the transcript, by which a duplicate that the buffer has forgotten is recognised,
     * and a turn that Kafka still has: it must outlast the records of their topics.
     */
    Duration MIN_TRANSCRIPT = Duration.ofDays(10);

    /** Webhooks, which hold what customers wrote ({@code RETENTION_WEBHOOKS}). */
    @WithDefault("P30D")
    Duration webhooks();

    /** Dead letters ({@code RETENTION_DEAD_LETTERS}). */
    @WithDefault("P90D")
    Duration deadLetters();

    /**
     * Messages with their parts, and ownership changes ({@code RETENTION_TRANSCRIPT}, at least
     * {@link #MIN_TRANSCRIPT}); kept for good if it is not set.
     */
    Optional<Duration> transcript();

    /** Time between two rounds. */
    @WithDefault("PT1H")
    Duration interval();

    /** Timeout of a round, which leaves the rest to the next one. */
    @WithDefault("PT30M")
    Duration roundTimeout();
}
