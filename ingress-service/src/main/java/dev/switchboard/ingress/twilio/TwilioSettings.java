package dev.switchboard.ingress.twilio;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What it takes to tell Twilio's webhooks from anybody else's. */
@ConfigMapping(prefix = "switchboard.twilio")
public interface TwilioSettings {

    /**
     * The account's auth tokens; several while one replaces the other. Without any the channel is
     * off.
     */
    Optional<List<String>> authToken();

    /** The webhook's public address, as entered at Twilio. */
    Optional<String> webhookUrl();
}
