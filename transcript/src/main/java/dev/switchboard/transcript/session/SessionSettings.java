package dev.switchboard.transcript.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.ZoneId;

/** Settings of conversations' sessions, at whose start the model's history begins. */
@ConfigMapping(prefix = "switchboard.session")
public interface SessionSettings {

    /**
     * End of a session: {@code sliding}, {@code CONVERSATION_TTL} after the last message; {@code
     * fixed}, as long after the first one; {@code daily}, at midnight in {@code SESSION_ZONE};
     * {@code never}. The next message begins a new one.
     */
    @WithDefault("sliding")
    SessionKind mode();

    /** Length of a sliding or fixed session, in seconds. */
    @WithDefault("3600")
    @Min(60)
    @Max(100_000_000)
    int ttl();

    /** Maximum age of a sliding session. */
    @WithDefault("PT24H")
    Duration maxAge();

    /** Time zone whose midnight ends a daily session and a day of spend. */
    @WithDefault("UTC")
    ZoneId zone();

    @AssertTrue(message = "SESSION_MAX_AGE is invalid: it must be at least CONVERSATION_TTL")
    default boolean isMaxAgeSufficient() {
        return mode() != SessionKind.SLIDING || maxAge().compareTo(Duration.ofSeconds(ttl())) >= 0;
    }
}
