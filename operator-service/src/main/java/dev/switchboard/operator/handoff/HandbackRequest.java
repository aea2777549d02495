package dev.switchboard.operator.handoff;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.operator.conversation.Addressee;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of a handback: the conversation, the reason, and if the AI answers what is pending. */
public record HandbackRequest(
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
        @Schema(examples = "solved") @Size(max = TextLimits.REASON) @Nullable String reason,
        @JsonProperty("answer_pending")
                @JsonAlias("answerPending")
                @Schema(
                        description = "let the AI answer the messages that nobody has answered",
                        examples = "true",
                        defaultValue = "false")
                boolean answerPending) {

    Addressee addressee() {
        return Addressee.read(phone, business, channel);
    }
}
