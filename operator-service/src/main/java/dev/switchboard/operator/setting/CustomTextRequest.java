package dev.switchboard.operator.setting;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of a text in place of a standard text. */
@Schema(name = "StandardTextRequest")
public record CustomTextRequest(
        @Schema(examples = "One moment, please.")
                @NotBlank
                @Size(max = CustomTextRequest.MAX_LENGTH)
                String text) {
    /** One part at either provider. */
    static final int MAX_LENGTH = 1_600;
}
