package dev.switchboard.operator.aiswitch;

import dev.switchboard.common.identity.PhoneNumbers;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.TextLimits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of a change of the switch: the AI as a whole, or of one business number. */
public record AiSwitchRequest(
        @Schema(description = "false switches the AI off", examples = "false") @NotNull
                Boolean enabled,
        @Schema(
                        description =
                                "the business's phone number with +, or its phone_number_id; all"
                                        + " numbers where it is absent",
                        examples = "+493012345678")
                @Size(max = TextLimits.ADDRESS)
                @Nullable String business,
        @Schema(examples = "the shop is closed") @Size(max = TextLimits.REASON)
                @Nullable String reason) {
    private static final Pattern PROVIDER_ID = Pattern.compile("[0-9]{1,30}");

    /** Returns the number as it is stored; empty for the AI as a whole. */
    Optional<String> number() {
        return Optional.ofNullable(business)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(AiSwitchRequest::number);
    }

    private static String number(String text) {
        return PROVIDER_ID.matcher(text).matches()
                ? text
                : PhoneNumbers.canonical(text)
                        .orElseThrow(() ->
                                RefusedRequest.invalid(
                                        "business",
                                        "business is neither a phone number nor a"
                                                + " phone_number_id"));
    }
}
