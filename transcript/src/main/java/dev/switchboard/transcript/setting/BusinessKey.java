package dev.switchboard.transcript.setting;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.PhoneNumbers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Key of a business number in settings: the digits of its phone number, or of the provider's id.
 */
public final class BusinessKey {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern OTHERS = Pattern.compile("[^0-9]+");

    private BusinessKey() {}

    /**
     * Returns the key of a phone number in any spelling, or of an id; empty for a text of no
     * digits. Digits alone are taken as they are: an id may look like a phone number and is none.
     */
    public static String of(String written) {
        var text = written.strip();
        return DIGITS.matcher(text).matches()
                ? text
                : digits(PhoneNumbers.canonical(text).orElse(text));
    }

    /** Returns the keys under which settings of the number may be stored. */
    public static List<String> allOf(BusinessNumber number) {
        return Stream.of(digits(number.id()), digits(number.phone()), of(number.phone()))
                .distinct()
                .toList();
    }

    private static String digits(String text) {
        return OTHERS.matcher(text).replaceAll("");
    }
}
