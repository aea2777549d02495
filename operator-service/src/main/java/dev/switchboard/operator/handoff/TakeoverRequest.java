package dev.switchboard.operator.handoff;

import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.operator.conversation.Addressee;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of a takeover: the conversation and the reason. */
public record TakeoverRequest(
        @Schema(description = Addressee.PHONE, examples = "+4915123456789")
                @NotBlank
                @Size(max = TextLimits.ADDRESS)
                String phone,
        @Schema(description = Addressee.BUSINESS, examples = "+493012345678")
                @Size(max = TextLimits.ADDRESS)
                @Nullable String business,
        @Schema(
                        description = Addressee.CHANNEL,
                        enumeration = {"twilio", "meta"})
                @Size(max = TextLimits.ADDRESS)
                @Nullable String channel,
        @Schema(examples = "the customer asked for a person") @Size(max = TextLimits.REASON)
                @Nullable String reason) {

    Addressee addressee() {
        return Addressee.read(phone, business, channel);
    }
}
