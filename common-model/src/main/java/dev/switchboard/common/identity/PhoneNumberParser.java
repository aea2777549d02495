package dev.switchboard.common.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Extracts the digits of an international number from text that people paste and providers write:
 * with links, prefixes, direction marks, spaces, dashes and digits of other scripts.
 */
final class PhoneNumberParser {
    /** A link may hold a message beside the number. */
    private static final int MAX_LENGTH = 2_000;

    private static final int MAX_DIGITS = 20;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Z}\\s]+");
    private static final Pattern SHORT_LINK =
            Pattern.compile("(?i)^(?:https?://)?(?:www\\.)?wa\\.me/([^/?#]+)/?(?:[?#].*)?$");
    private static final Pattern SEND_LINK =
            Pattern.compile(
                    "(?i)^(?:(?:https?://)?(?:api|web)\\.whatsapp\\.com/send/?|whatsapp://send/?)"
                            + "\\?(?:[^#]*&)?phone=([^&#]*).*$");
    private static final Pattern PREFIX = Pattern.compile("(?i)^(?:whatsapp|tel|callto):(?://)?");
    private static final Pattern PARAMETERS = Pattern.compile("(?i)^(tel:[^;]*);.*$");
    private static final Pattern SUFFIX =
            Pattern.compile("(?i)(?::[0-9]+)?@(?:s\\.whatsapp\\.net|c\\.us)$");
    private static final Pattern TRAILING_PUNCTUATION = Pattern.compile("[,;]+$");
    private static final Pattern PLUS = Pattern.compile("[+\uFF0B\uFE62]");
    private static final String SEPARATORS = "./\u00B7\u2212~'\"";

    private PhoneNumberParser() {}

    /** Returns a plus and digits; empty if the text is not exactly one number. */
    static Optional<String> international(String written) {
        if (written.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var visible = INVISIBLE.matcher(written).replaceAll("");
        return digits(withoutAffixes(withoutLink(visible))).map(PhoneNumberParser::withoutTrunk);
    }

    private static String withoutLink(String text) {
        var link = SHORT_LINK.matcher(text);
        var found = link.matches() ? link : SEND_LINK.matcher(text);
        return found.matches() ? decoded(found.group(1)) : text;
    }

    /** Decodes a URL parameter in which a plus is a plus, not a space. */
    private static String decoded(String part) {
        try {
            return INVISIBLE
                    .matcher(URLDecoder.decode(part.replace("+", "%2B"), UTF_8))
                    .replaceAll("");
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    private static String withoutAffixes(String text) {
        var alone = PARAMETERS.matcher(text).replaceFirst("$1");
        var bare = SUFFIX.matcher(PREFIX.matcher(alone).replaceFirst("")).replaceFirst("");
        return TRAILING_PUNCTUATION.matcher(bare).replaceFirst("");
    }

    private static Optional<String> digits(String text) {
        var digits = new StringBuilder();
        var plus = false;
        for (var i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            var point = text.codePointAt(i);
            var digit = Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER;
            if (digit) {
                digits.append(Character.digit(point, 10));
            } else if (isPlus(point) && digits.isEmpty() && !plus) {
                plus = true;
            } else if (!isSeparator(point)) {
                return Optional.empty();
            }
        }
        return digits.isEmpty() || digits.length() > MAX_DIGITS
                ? Optional.empty()
                : Optional.of(digits.toString());
    }

    private static boolean isPlus(int point) {
        return PLUS.matcher(Character.toString(point)).matches();
    }

    private static boolean isSeparator(int point) {
        return switch (Character.getType(point)) {
            case Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION ->
                    true;
            default -> SEPARATORS.indexOf(point) >= 0;
        };
    }

    /** Removes a leading 00, by which many countries dial a plus; no country code begins with 0. */
    private static String withoutTrunk(String digits) {
        return "+" + (digits.startsWith("00") ? digits.substring(2) : digits);
    }
}
