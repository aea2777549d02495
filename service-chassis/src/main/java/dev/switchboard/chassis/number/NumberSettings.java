package dev.switchboard.chassis.number;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of the business numbers; several of a channel are separated by commas. */
@ConfigMapping(prefix = "switchboard.numbers")
public interface NumberSettings {

    /** Numbers at Twilio, as {@code whatsapp:+14155238886} or plain. */
    @WithDefault("${TWILIO_WHATSAPP_NUMBER:}")
    Optional<List<String>> twilio();

    /** Values of {@code phone_number_id} at Meta. */
    @WithDefault("${WHATSAPP_PHONE_NUMBER_ID:}")
    Optional<List<String>> meta();
}
