package dev.switchboard.channels.send;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Rate limits of all instances together: {@code RATE_LIMIT_TWILIO_PER_SECOND} and so on. */
@ConfigMapping(prefix = "rate-limit")
public interface RateLimitSettings {

    /** Limit of a WhatsApp sender at Twilio, unless Twilio raised it. */
    @WithDefault("80")
    int twilioPerSecond();

    /** Limit of a phone number at Meta; 1000 once Meta has raised it. */
    @WithDefault("80")
    int metaPerSecond();

    /** Messages that WhatsApp takes for one customer at once, borrowed from later ones. */
    @WithDefault("45")
    int recipientBurst();

    /** Time between two messages to one customer after such a burst. */
    @WithDefault("PT6S")
    Duration recipientInterval();
}
