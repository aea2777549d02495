package dev.switchboard.operator.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the database keeps what only administrators look at. */
@ConfigMapping(prefix = "switchboard.retention")
public interface RetentionSettings {

    /** Webhooks, which hold what customers wrote ({@code RETENTION_WEBHOOKS}). */
    @WithDefault("P30D")
    Duration webhooks();

    /** Records that were set aside ({@code RETENTION_DEAD_LETTERS}). */
    @WithDefault("P90D")
    Duration deadLetters();

    /** How often what is older is deleted. */
    @WithDefault("PT1H")
    Duration every();
}
