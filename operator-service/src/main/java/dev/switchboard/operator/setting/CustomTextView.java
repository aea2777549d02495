package dev.switchboard.operator.setting;

import dev.switchboard.transcript.setting.CustomText;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A text in place of a standard text, as the API shows it.
 *
 * @param business digits of the business number; absent for every number
 * @param language absent for every language
 * @param version for {@code If-Match}
 */
@Schema(name = "StandardText")
public record CustomTextView(
        @Schema(examples = "TIMEOUT") String name,
        Optional<String> business,
        Optional<String> language,
        long version,
        String text) {

    /** All texts that are set. */
    @Schema(name = "StandardTexts")
    public record All(List<CustomTextView> texts) {}

    static CustomTextView of(CustomText text) {
        var key = text.key();
        return new CustomTextView(
                key.name(),
                Optional.of(key.business()).filter(business -> !business.isEmpty()),
                Optional.of(key.language()).filter(language -> !language.isEmpty()),
                text.version(),
                text.text());
    }
}
