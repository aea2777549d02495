package dev.switchboard.aiworker.markdown;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text of a link, label and address, since WhatsApp has no links under a label. */
final class LinkText {
    private static final Pattern NUMBER = Pattern.compile("\\[?\\d{1,3}]?");
    private static final Pattern SCHEME = Pattern.compile("(?i)^(?:https?://(?:www\\.)?|www\\.)");
    private static final String CLAUSE_ENDINGS = ":?!.…";

    /** Characters that phones and readers do not take for a part of the address. */
    private static final String ADDRESS_ENDINGS = ".,;:!?)]}\"'*_~”’»>";

    private LinkText() {}

    /** The destination as the customer sees it; empty for a place in the text itself. */
    static String shown(String destination) {
        var lower = destination.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mailto:") || lower.startsWith("tel:")) {
            return destination.substring(destination.indexOf(':') + 1);
        }
        return destination.startsWith("#") ? "" : destination.strip().replace(" ", "%20");
    }

    /** True where the label is the address itself. */
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

    /** True where the label is the number of a source. */
    static boolean isNumber(String label) {
        return NUMBER.matcher(label).matches();
    }

    /** Separator between a label and its address. */
    static String separatorAfter(String label) {
        var last = label.charAt(label.length() - 1);
        return CLAUSE_ENDINGS.indexOf(last) >= 0 ? " " : ": ";
    }

    /** True where the character here, right after an address, would be taken for a part of it. */
    static boolean wouldExtendAddress(String source, int at) {
        return at < source.length()
                && !Character.isWhitespace(source.charAt(at))
                && ADDRESS_ENDINGS.indexOf(source.charAt(at)) < 0;
    }
}
