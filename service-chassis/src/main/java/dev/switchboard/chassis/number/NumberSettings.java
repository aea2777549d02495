package dev.switchboard.chassis.number;

import dev.switchboard.common.identity.PhoneNumbers;
import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.AssertTrue;
import java.util.List;
import java.util.Optional;

/** Settings of the business numbers; several of a channel are separated by commas. */
@ConfigMapping(prefix = "switchboard.numbers")
public interface NumberSettings {

    /** Numbers at Twilio, as {@code whatsapp:+14155238886} or plain; others are not answered. */
    Optional<List<String>> twilio();

    /** Values of {@code phone_number_id} at Meta; others are not answered. */
    Optional<List<String>> meta();

    @AssertTrue(
            message =
                    "TWILIO_WHATSAPP_NUMBER is invalid: it must be phone numbers with their"
                            + " country's code, separated by commas")
    default boolean isTwilioOfPhoneNumbers() {
        return twilio().orElse(List.of()).stream()
                .allMatch(number -> PhoneNumbers.canonical(number).isPresent());
    }
}
