package dev.switchboard.channels.twilio;

import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The Twilio account that replies are sent from. */
@ConfigMapping(prefix = "switchboard.twilio")
public interface TwilioAccountSettings {

    Optional<String> accountSid();

    /** The first is used to send; further ones are for checking webhooks during a rotation. */
    Optional<List<@WithConverter(TrimmedStringConverter.class) String>> authToken();

    /** The public URL of the Twilio webhook; statuses go to {@code /status} below it. */
    Optional<URI> webhookUrl();

    /** Replaces every Twilio host, for a simulator or a proxy. */
    Optional<URI> baseUrl();

    /** Time for which Twilio may try to deliver; a late answer is worse than a visible failure. */
    @WithDefault("PT10M")
    @DurationMin(seconds = 1, message = "must be a duration from PT1S to PT10H, as Twilio takes it")
    @DurationMax(hours = 10, message = "must be a duration from PT1S to PT10H, as Twilio takes it")
    Duration validity();

    /**
     * Maximum characters of a message; longer replies are sent in parts. Twilio refuses more than
     * 1600.
     */
    @WithDefault("1600")
    @Range(min = 200, max = 1600)
    int maxTextLength();
}
