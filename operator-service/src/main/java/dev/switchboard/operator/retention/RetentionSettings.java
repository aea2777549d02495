package dev.switchboard.operator.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long the database keeps what grows with every message. */
@ConfigMapping(prefix = "switchboard.retention")
public interface RetentionSettings {
    /**
     * A repeat that the buffer has forgotten is recognised by the transcript, and a turn that Kafka
     * still has by its answer: neither may go before its topic's records have.
     */
    Duration MIN_TRANSCRIPT = Duration.ofDays(10);

    /** Webhooks, which hold what customers wrote ({@code RETENTION_WEBHOOKS}). */
    @WithDefault("P30D")
    Duration webhooks();

    /** Records that were set aside ({@code RETENTION_DEAD_LETTERS}). */
    @WithDefault("P90D")
    Duration deadLetters();

    /**
     * What was said, with its parts, and who had the line when ({@code RETENTION_TRANSCRIPT}, at
     * least {@link #MIN_TRANSCRIPT}); kept for good where it is not set.
     */
    Optional<Duration> transcript();

    /** How often what is older is deleted. */
    @WithDefault("PT1H")
    Duration every();

    /** After this a round leaves the rest to the next one. */
    @WithDefault("PT30M")
    Duration roundTimeout();
}
