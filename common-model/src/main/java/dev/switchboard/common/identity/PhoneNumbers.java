package dev.switchboard.common.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Converts every spelling of a phone number to one form: E.164 with a leading plus. */
public final class PhoneNumbers {
    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private PhoneNumbers() {}

    /**
     * Parses a number with its country code, as people paste it and providers write it: with {@code
     * +}, {@code 00} or neither, {@code whatsapp:}, {@code tel:} or {@code @s.whatsapp.net}, as a
     * {@code wa.me} link, with any spaces, dashes, direction marks and digits of other scripts. All
     * spellings of one number, such as Brazil's with and without the ninth digit, have one
     * canonical form.
     *
     * @return empty if the text is not an international phone number
     */
    public static Optional<PhoneNumber> read(String written) {
        return PhoneNumberParser.international(written)
                .flatMap(spelling ->
                        e164(spelling).map(canonical -> new PhoneNumber(canonical, spelling)));
    }

    /** Returns the canonical form of a number that {@link #read} parses. */
    public static Optional<String> canonical(String written) {
        return read(written).map(PhoneNumber::canonical);
    }

    private static Optional<String> e164(String international) {
        try {
            var number = UTIL.parse(international, null);
            var formatted = NumberVariants.canonical(UTIL.format(number, PhoneNumberFormat.E164));
            return Optional.of(formatted).filter(text -> E164.matcher(text).matches());
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
