package dev.switchboard.aiworker.markdown;

import java.util.BitSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Distinguishes marks from characters that Markdown takes for marks: in sums, emoticons, addresses
 * and identifiers of programs.
 */
final class Delimiters {
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?:https?://|www\\.)[^\\s<>\"`)\\]]++");

    /** Characters that more often follow an address in prose than end it. */
    private static final String TRAILING_PUNCTUATION = ".,;:!?'*_~";

    /** Characters that next to a single mark make it part of an emoticon or a sum. */
    private static final String EMOTICON_OR_SUM = "^<>=-+/\\|~*_`{}$";

    /** Identifiers of Python and others with two underscores on either side. */
    private static final Set<String> IDENTIFIERS =
            Set.of(
                    "init",
                    "main",
                    "repr",
                    "str",
                    "dict",
                    "proto",
                    "dirname",
                    "filename",
                    "pycache");

    private final String source;
    private final BitSet addresses = new BitSet();

    Delimiters(String source) {
        this.source = source;
        var matcher = ADDRESS.matcher(source);
        while (matcher.find()) {
            var end = matcher.end();
            while (TRAILING_PUNCTUATION.indexOf(source.charAt(end - 1)) >= 0) {
                end--;
            }
            addresses.set(matcher.start(), end);
        }
    }

    /**
     * True where the single characters at both ends of this range are a mark.
     *
     * @param beginsWithText true where text, not a further mark, follows the first character
     * @param endsWithText the same before the last character
     */
    boolean isMark(int start, int end, boolean beginsWithText, boolean endsWithText) {
        return !isInAddress(start, end)
                && !isWordBefore(start)
                && !isWordAt(end)
                && hasText(start + 1, end - 1)
                && !(beginsWithText && isEmoticonOrSum(source.charAt(start + 1)))
                && !(endsWithText && isEmoticonOrSum(source.charAt(end - 2)));
    }

    private static boolean isEmoticonOrSum(char edge) {
        return EMOTICON_OR_SUM.indexOf(edge) >= 0;
    }

    /** True where the two characters at either end of this range are a mark. */
    boolean isDoubleMark(int start, int end) {
        return !isInAddress(start, end)
                && hasText(start + 2, end - 2)
                && !isIdentifier(start, end)
                && !isSum(start, end);
    }

    /** Start of the next address; {@code until} where there is none before it. */
    int addressFrom(int start, int until) {
        var next = addresses.nextSetBit(start);
        return next < 0 ? until : Math.min(next, until);
    }

    int addressEnd(int start, int until) {
        return Math.min(addresses.nextClearBit(start), until);
    }

    private boolean isInAddress(int start, int end) {
        return addresses.get(start) || addresses.get(end - 1);
    }

    private boolean hasText(int start, int end) {
        return source.substring(start, end).codePoints().anyMatch(MarkWriter.IS_TEXT);
    }

    private boolean isIdentifier(int start, int end) {
        if (source.charAt(start) != '_') {
            return false;
        }
        var isUsed =
                end < source.length() && "(.[".indexOf(source.charAt(end)) >= 0 && isMember(end);
        return isUsed || IDENTIFIERS.contains(source.substring(start + 2, end - 2));
    }

    /** True for {@code .py}, {@code (self)}, {@code [0]}, but not for a full stop. */
    private boolean isMember(int end) {
        return source.charAt(end) != '.' || isWordAt(end + 1);
    }

    /** True for powers, such as {@code 2**3 + 4**5}. */
    private boolean isSum(int start, int end) {
        if (!isWordBefore(start) || !isWordAt(end)) {
            return false;
        }
        var before = source.codePointBefore(start);
        var between = source.substring(start + 2, end - 2);
        return Character.isDigit(before)
                || Character.isDigit(source.codePointAt(end))
                || (before < 0x80 && between.chars().anyMatch(c -> " +-/=".indexOf(c) >= 0));
    }

    private boolean isWordBefore(int at) {
        return at > 0 && Character.isLetterOrDigit(source.codePointBefore(at));
    }

    private boolean isWordAt(int at) {
        return at < source.length() && Character.isLetterOrDigit(source.codePointAt(at));
    }
}
