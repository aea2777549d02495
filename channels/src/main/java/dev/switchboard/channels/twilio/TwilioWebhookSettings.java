package dev.switchboard.channels.twilio;

import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/** Settings by which Twilio's webhooks are verified. */
@ConfigMapping(prefix = "switchboard.twilio")
public interface TwilioWebhookSettings {

    /** Auth tokens of the account; several during a rotation. Without any the channel is off. */
    Optional<List<@WithConverter(TrimmedStringConverter.class) String>> authToken();

    /** Public address of the webhook, as entered at Twilio. */
    Optional<@Pattern(regexp = "https?://.+", message = "must be an http or https URL") String>
            webhookUrl();
}
