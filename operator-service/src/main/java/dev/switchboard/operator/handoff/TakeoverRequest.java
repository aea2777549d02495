package dev.switchboard.operator.handoff;

import dev.switchboard.operator.conversation.Addressee;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which conversation a person takes, and why. */
@Schema(requiredProperties = "phone")
public record TakeoverRequest(
        @Schema(description = Addressee.PHONE, examples = "+4915123456789") Optional<String> phone,
        @Schema(description = Addressee.BUSINESS, examples = "+493012345678")
                Optional<String> business,
        @Schema(
                        description = Addressee.CHANNEL,
                        enumeration = {"twilio", "meta"})
                Optional<String> channel,
        @Schema(examples = "the customer asked for a person") Optional<String> reason) {

    Addressee addressee() {
        return Addressee.read(phone, business, channel);
    }
}
