package dev.switchboard.outbound.pace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How fast all instances together send: {@code PACE_TWILIO_PER_SECOND} and so on. */
@ConfigMapping(prefix = "pace")
public interface PaceSettings {

    /** A WhatsApp sender's limit at Twilio, unless Twilio raised it. */
    @WithDefault("80")
    int twilioPerSecond();

    /** A phone number's limit at Meta; 1000 once Meta has raised it. */
    @WithDefault("80")
    int metaPerSecond();

    /** How many messages WhatsApp takes for one customer at once, borrowed from later ones. */
    @WithDefault("45")
    int pairBurst();

    /** After a burst, one message to a customer in this time. */
    @WithDefault("PT6S")
    Duration pairEvery();
}
