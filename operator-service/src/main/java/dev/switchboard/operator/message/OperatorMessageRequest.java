package dev.switchboard.operator.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.operator.conversation.Addressee;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of an operator's message: the conversation and the content. */
@Schema(requiredProperties = "phone")
public record OperatorMessageRequest(
        @Schema(description = Addressee.PHONE, examples = "+4915123456789")
                Optional<@Size(max = TextLimits.ADDRESS, message = TextLimits.TOO_LONG) String>
                        phone,
        @Schema(description = "needed where there is no media", examples = "Hello, this is Ana.")
                Optional<@Size(max = TextLimits.MESSAGE, message = TextLimits.TOO_LONG) String>
                        message,
        @Schema(
                        description = "the message that this one quotes: our id or the provider's",
                        examples = "SM00000000000000000000000000000001")
                Optional<@Size(max = TextLimits.ID, message = TextLimits.TOO_LONG) String>
                        messageId,
        @Schema(
                        description =
                                "a URL, or a list of them, that the provider can fetch media from",
                        type = SchemaType.ARRAY,
                        implementation = String.class)
                Optional<JsonNode> media,
        @Schema(description = Addressee.BUSINESS, examples = "+493012345678")
                Optional<@Size(max = TextLimits.ADDRESS, message = TextLimits.TOO_LONG) String>
                        business,
        @Schema(
                        description = Addressee.CHANNEL,
                        enumeration = {"twilio", "meta"})
                Optional<@Size(max = TextLimits.ADDRESS, message = TextLimits.TOO_LONG) String>
                        channel) {

    Addressee addressee() {
        return Addressee.read(phone, business, channel);
    }
}
