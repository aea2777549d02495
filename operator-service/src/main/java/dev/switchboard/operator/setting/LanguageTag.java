package dev.switchboard.operator.setting;

import dev.switchboard.operator.api.RefusedRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Language of a persona or a text. */
final class LanguageTag {
    /** Stands for the customer's own language. */
    static final String OF_CUSTOMER = "customer";

    private static final Pattern FORM =
            Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?");

    private LanguageTag() {}

    /**
     * @return the tag in its canonical spelling; empty if no language is named
     * @throws RefusedRequest naming the field {@code language}
     */
    static Optional<String> read(@Nullable String given) {
        if (given == null || given.isBlank() || given.strip().equals(OF_CUSTOMER)) {
            return Optional.empty();
        }
        if (!FORM.matcher(given.strip()).matches()) {
            throw RefusedRequest.invalid("language", "language must be a tag such as de or pt-BR");
        }
        return Optional.of(Locale.forLanguageTag(given.strip()).toLanguageTag());
    }
}
