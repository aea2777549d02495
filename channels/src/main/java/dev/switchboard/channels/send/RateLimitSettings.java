package dev.switchboard.channels.send;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Rate limits of all instances together. */
@ConfigMapping(prefix = "switchboard.rate-limit")
public interface RateLimitSettings {

    /**
     * Sends a second of a WhatsApp sender at Twilio, all instances together, unless Twilio raised
     * it.
     */
    @WithDefault("80")
    @Min(1)
    int twilioPerSecond();

    /** The same of a phone number at Meta; 1000 once Meta has raised it. */
    @WithDefault("80")
    @Min(1)
    int metaPerSecond();

    /** Messages that WhatsApp takes for one customer at once, borrowed from later ones. */
    @WithDefault("45")
    @Min(1)
    int recipientBurst();

    /** Time between two messages to one customer after such a burst. */
    @WithDefault("PT6S")
    @DurationMin(nanos = 1)
    Duration recipientInterval();
}
