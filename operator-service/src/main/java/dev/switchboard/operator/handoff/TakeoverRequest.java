package dev.switchboard.operator.handoff;

import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.operator.conversation.Addressee;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of a takeover: the conversation and the reason. */
@Schema(requiredProperties = "phone")
public record TakeoverRequest(
        @Schema(description = Addressee.PHONE, examples = "+4915123456789")
                Optional<@Size(max = TextLimits.ADDRESS, message = TextLimits.TOO_LONG) String>
                        phone,
        @Schema(description = Addressee.BUSINESS, examples = "+493012345678")
                Optional<@Size(max = TextLimits.ADDRESS, message = TextLimits.TOO_LONG) String>
                        business,
        @Schema(
                        description = Addressee.CHANNEL,
                        enumeration = {"twilio", "meta"})
                Optional<@Size(max = TextLimits.ADDRESS, message = TextLimits.TOO_LONG) String>
                        channel,
        @Schema(examples = "the customer asked for a person")
                Optional<@Size(max = TextLimits.REASON, message = TextLimits.TOO_LONG) String>
                        reason) {

    Addressee addressee() {
        return Addressee.read(phone, business, channel);
    }
}
