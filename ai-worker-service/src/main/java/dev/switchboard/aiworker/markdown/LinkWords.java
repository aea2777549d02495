package dev.switchboard.aiworker.markdown;

import java.util.Locale;
import java.util.regex.Pattern;

/** Says a link in words, since WhatsApp has no words that lead somewhere. */
final class LinkWords {
    private static final Pattern NUMBER = Pattern.compile("\\[?\\d{1,3}]?");
    private static final Pattern SCHEME = Pattern.compile("(?i)^(?:https?://(?:www\\.)?|www\\.)");
    private static final String ENDS_A_CLAUSE = ":?!.…";

    /** What ends an address for whoever reads or taps it. */
    private static final String ENDS_ADDRESS = ".,;:!?)]}\"'*_~”’»>";

    private LinkWords() {}

    /** What is shown of a destination. */
    static String shown(String destination) {
        var lower = destination.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mailto:") || lower.startsWith("tel:")) {
            return destination.substring(destination.indexOf(':') + 1);
        }
        return destination.startsWith("#") ? "" : destination.strip().replace(" ", "%20");
    }

    /** Whether the label says the address itself. */
    static boolean isSame(String label, String address) {
        var digits = digits(label);
        return bare(label).equals(bare(address))
                || (digits.length() > 4
                        && digits.equals(digits(address))
                        && !address.contains("/")
                        && !address.contains("@"));
    }

    private static String bare(String address) {
        var bare = SCHEME.matcher(address.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }

    /** Whether this is the number of a source. */
    static boolean isNumber(String label) {
        return NUMBER.matcher(label).matches();
    }

    /** What stands between a label and its address. */
    static String between(String label) {
        var last = label.charAt(label.length() - 1);
        return ENDS_A_CLAUSE.indexOf(last) >= 0 ? " " : ": ";
    }

    /** Whether this, right behind an address, would be taken for a part of it. */
    static boolean runsOn(String source, int at) {
        return at < source.length()
                && !Character.isWhitespace(source.charAt(at))
                && ENDS_ADDRESS.indexOf(source.charAt(at)) < 0;
    }
}
