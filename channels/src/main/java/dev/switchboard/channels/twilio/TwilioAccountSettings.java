package dev.switchboard.channels.twilio;

import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The Twilio account replies are sent from: {@code TWILIO_ACCOUNT_SID} and so on. */
@ConfigMapping(prefix = "twilio")
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
    Duration validity();
}
