package dev.switchboard.model.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Brings the ways people and providers write a phone number to one: E.164 with a leading plus. */
public final class PhoneNumbers {
    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    private static final Pattern WHATSAPP_DRESS =
            Pattern.compile("^whatsapp:|@(s\\.whatsapp\\.net|c\\.us)$");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /**
     * A Brazilian mobile as WhatsApp knew it before the ninth digit: country, area, eight digits
     * from 6 up.
     */
    private static final Pattern BRAZIL_WITHOUT_NINE =
            Pattern.compile("\\+55([1-9][0-9])([6-9][0-9]{7})$");

    private PhoneNumbers() {}

    /**
     * Reads a number written with or without {@code +}, spaces, {@code whatsapp:} or
     * {@code @s.whatsapp.net}. A Brazilian mobile number without its ninth digit gets it, so that
     * both spellings are one customer.
     *
     * @return E.164, or empty where the text is no international phone number
     */
    public static Optional<String> canonical(String written) {
        var bare = WHATSAPP_DRESS.matcher(written.strip()).replaceAll("").strip();
        var international = bare.startsWith("+") ? bare : "+" + bare;
        if (bare.isEmpty() || bare.chars().anyMatch(Character::isLetter)) {
            return Optional.empty();
        }
        try {
            var number = UTIL.parse(international, null);
            var formatted = withNinthDigit(UTIL.format(number, PhoneNumberFormat.E164));
            return E164.matcher(formatted).matches() ? Optional.of(formatted) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String withNinthDigit(String e164) {
        return BRAZIL_WITHOUT_NINE.matcher(e164).replaceFirst("+55$19$2");
    }
}
