package dev.switchboard.operator.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.operator.conversation.Addressee;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operator writes, and to whom. */
@Schema(requiredProperties = "phone")
public record OperatorMessageRequest(
        @Schema(description = Addressee.PHONE, examples = "+4915123456789") Optional<String> phone,
        @Schema(description = "needed where there is no media", examples = "Hello, this is Ana.")
                Optional<String> message,
        @Schema(
                        description = "the message that this one quotes: our id or the provider's",
                        examples = "SM00000000000000000000000000000001")
                Optional<String> messageId,
        @Schema(
                        description =
                                "a URL, or a list of them, that the provider can fetch media from",
                        type = SchemaType.ARRAY,
                        implementation = String.class)
                Optional<JsonNode> media,
        @Schema(description = Addressee.BUSINESS, examples = "+493012345678")
                Optional<String> business,
        @Schema(
                        description = Addressee.CHANNEL,
                        enumeration = {"twilio", "meta"})
                Optional<String> channel) {

    Addressee addressee() {
        return Addressee.read(phone, business, channel);
    }
}
