package dev.switchboard.ingress.catchup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of catch-up, which finds messages that Twilio could not deliver to us. */
@ConfigMapping(prefix = "switchboard.twilio")
public interface CatchUpSettings {
    String DURATION_OR_NONE = "must be an ISO-8601 duration such as PT2S, or PT0S for none";

    /** Interval at which Twilio's message list is read, from the start on; zero for never. */
    @WithName("catch-up-interval")
    @WithDefault("PT1M")
    @DurationMin(message = DURATION_OR_NONE)
    Duration interval();

    /**
     * Maximum age of a message to be found: at least as long as an outage of ours, {@code PT23H} at
     * most. If Redis has lost what is published, or is away, all of it is published again, and the
     * buffer drops what it knows: for a day at least ({@code BUFFER_DEDUPE_RETENTION}). An older
     * message could not be answered: WhatsApp's window is closed.
     */
    @WithName("catch-up-max-age")
    @WithDefault("PT1H")
    @DurationMax(
            hours = 23,
            message =
                    "must be PT23H or less, as long as the buffer surely knows duplicates"
                            + " (BUFFER_DEDUPE_RETENTION)")
    Duration maxAge();

    /** Minimum age of a message to be found; Twilio tries a webhook for up to 15 seconds. */
    @WithName("catch-up-min-age")
    @WithDefault("PT20S")
    @DurationMin(message = DURATION_OR_NONE)
    Duration minAge();

    /** Account whose messages are listed; without it catch-up is off. */
    Optional<String> accountSid();

    /** Replaces Twilio's address, for a simulator or a proxy. */
    @WithDefault("https://api.twilio.com")
    URI baseUrl();

    @AssertTrue(
            message =
                    "TWILIO_CATCH_UP_MAX_AGE is invalid: it must be longer than"
                            + " TWILIO_CATCH_UP_INTERVAL")
    default boolean isMaxAgeLongerThanInterval() {
        return maxAge().compareTo(interval()) > 0;
    }
}
