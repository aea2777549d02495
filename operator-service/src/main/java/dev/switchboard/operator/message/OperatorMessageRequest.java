package dev.switchboard.operator.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.operator.conversation.Addressee;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of an operator's message: the conversation and the content. */
public record OperatorMessageRequest(
        @Schema(description = Addressee.PHONE, examples = "+4915123456789")
                @NotBlank
                @Size(max = TextLimits.ADDRESS)
                String phone,
        @Schema(description = "needed where there is no media", examples = "Hello, this is Ana.")
                @Size(max = TextLimits.MESSAGE)
                @Nullable String message,
        @Schema(
                        description = "the message that this one quotes: our id or the provider's",
                        examples = "SM00000000000000000000000000000001")
                @Size(max = TextLimits.ID)
                @Nullable String messageId,
        @Schema(
                        description =
                                "a URL, or a list of them, that the provider can fetch media from",
                        type = SchemaType.ARRAY,
                        implementation = String.class)
                @Nullable JsonNode media,
        @Schema(description = Addressee.BUSINESS, examples = "+493012345678")
                @Size(max = TextLimits.ADDRESS)
                @Nullable String business,
        @Schema(
                        description = Addressee.CHANNEL,
                        enumeration = {"twilio", "meta"})
                @Size(max = TextLimits.ADDRESS)
                @Nullable String channel) {

    Addressee addressee() {
        return Addressee.read(phone, business, channel);
    }
}
