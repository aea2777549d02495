package dev.switchboard.aiworker.markdown;

import java.util.BitSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells marks from characters that Markdown takes for marks: in sums, emoticons, addresses, names
 * of programs' parts.
 */
final class Delimiters {
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?:https?://|www\\.)[^\\s<>\"`)\\]]++");

    /** What stands behind an address in prose more often than it belongs to it. */
    private static final String BEHIND_ADDRESS = ".,;:!?'*_~";

    /** At the edge of what a single character marks these are part of a face or a sum. */
    private static final String NOT_AT_AN_EDGE = "^<>=-+/\\|~*_`{}$";

    /** Names of Python and others with two underscores on either side. */
    private static final Set<String> PROGRAM_NAMES =
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
        var addressesFound = ADDRESS.matcher(source);
        while (addressesFound.find()) {
            var end = addressesFound.end();
            while (BEHIND_ADDRESS.indexOf(source.charAt(end - 1)) >= 0) {
                end--;
            }
            addresses.set(addressesFound.start(), end);
        }
    }

    /**
     * Whether single characters around this are a mark.
     *
     * @param beginsWithText whether words, not further marks, stand right behind the first
     */
    boolean isMark(int start, int end, boolean beginsWithText, boolean endsWithText) {
        return !isInAddress(start, end)
                && !isWordBefore(start)
                && !isWordAt(end)
                && says(start + 1, end - 1)
                && !(beginsWithText && isFace(source.charAt(start + 1)))
                && !(endsWithText && isFace(source.charAt(end - 2)));
    }

    private static boolean isFace(char edge) {
        return NOT_AT_AN_EDGE.indexOf(edge) >= 0;
    }

    /** Whether two characters on either side of this are a mark. */
    boolean isDoubleMark(int start, int end) {
        return !isInAddress(start, end)
                && says(start + 2, end - 2)
                && !isProgramName(start, end)
                && !isSum(start, end);
    }

    /** Where the next address begins; {@code until} where there is none before. */
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

    private boolean says(int start, int end) {
        return source.substring(start, end).codePoints().anyMatch(Marking.IS_SAYING);
    }

    private boolean isProgramName(int start, int end) {
        if (source.charAt(start) != '_') {
            return false;
        }
        var isUsed = end < source.length() && "(.[".indexOf(source.charAt(end)) >= 0 && isName(end);
        return isUsed || PROGRAM_NAMES.contains(source.substring(start + 2, end - 2));
    }

    /** {@code .py}, {@code (self)}, {@code [0]}, but no full stop. */
    private boolean isName(int end) {
        return source.charAt(end) != '.' || isWordAt(end + 1);
    }

    /** Powers, such as {@code 2**3 + 4**5}. */
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
