package dev.switchboard.operator.handoff;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.operator.conversation.Addressee;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of a handback: the conversation, the reason, and if the AI answers what is pending. */
@Schema(requiredProperties = "phone")
public record HandbackRequest(
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
        @Schema(examples = "solved")
                Optional<@Size(max = TextLimits.REASON, message = TextLimits.TOO_LONG) String>
                        reason,
        @JsonProperty("answer_pending")
                @JsonAlias("answerPending")
                @Schema(
                        description = "let the AI answer the messages that nobody has answered",
                        examples = "true",
                        defaultValue = "false")
                Optional<Boolean> answerPending) {

    Addressee addressee() {
        return Addressee.read(phone, business, channel);
    }

    boolean answersPending() {
        return answerPending.orElse(false);
    }
}
