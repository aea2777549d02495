package dev.switchboard.ingress.catchup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How messages are found again that Twilio could not deliver to us: {@code TWILIO_CATCH_UP_EVERY}
 * and so on.
 */
@ConfigMapping(prefix = "switchboard.catch-up")
public interface CatchUpSettings {

    /** How often Twilio's message list is read, once at the start as well; zero for never. */
    @WithDefault("PT1M")
    Duration every();

    /**
     * How long ago a message may have been written to be looked for: as long as we are at most
     * away. The buffer knows repeats for eight days, so anything below is safe.
     */
    @WithDefault("PT1H")
    Duration within();

    /** How old a message must be; Twilio tries a webhook for up to 15 seconds. */
    @WithDefault("PT20S")
    Duration grace();

    /** The account whose messages are listed; without it nothing is looked for. */
    Optional<String> accountSid();

    /** Takes the place of Twilio's address, for a simulator or a proxy. */
    @WithDefault("https://api.twilio.com")
    URI baseUrl();
}
