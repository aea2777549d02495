package dev.switchboard.ingress.twilio;

import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.List;
import java.util.Optional;

/** What it takes to tell Twilio's webhooks from anybody else's. */
@ConfigMapping(prefix = "switchboard.twilio")
public interface TwilioSettings {

    /**
     * The account's auth tokens; several while one replaces the other. Without any the channel is
     * off.
     */
    Optional<List<@WithConverter(TrimmedStringConverter.class) String>> authToken();

    /** The webhook's public address, as entered at Twilio. */
    Optional<String> webhookUrl();
}
