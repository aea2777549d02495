package dev.switchboard.ingress.catchup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of catch-up, which finds messages that Twilio could not deliver to us. */
@ConfigMapping(prefix = "switchboard.catch-up")
public interface CatchUpSettings {

    /** Interval at which Twilio's message list is read, from the start on; zero for never. */
    @WithDefault("PT1M")
    Duration interval();

    /**
     * Maximum age of a message to be found: at least as long as an outage of ours, {@code PT23H} at
     * most. If Redis has lost what is published, or is away, all of it is published again, and the
     * buffer drops what it knows: for a day at least ({@code BUFFER_DEDUPE_RETENTION}). An older
     * message could not be answered: WhatsApp's window is closed.
     */
    @WithDefault("PT1H")
    Duration maxAge();

    /** Minimum age of a message to be found; Twilio tries a webhook for up to 15 seconds. */
    @WithDefault("PT20S")
    Duration minAge();

    /** Account whose messages are listed; without it catch-up is off. */
    Optional<String> accountSid();

    /** Replaces Twilio's address, for a simulator or a proxy. */
    @WithDefault("https://api.twilio.com")
    URI baseUrl();
}
