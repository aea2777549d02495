package dev.switchboard.outbound.split;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into parts of a maximum length: between paragraphs rather than lines, sentences or
 * words, and never inside a user-perceived character, a link or a formatted span, unless that alone
 * is longer than a part. A span that must be cut is closed at the end of one part and opened again
 * in the next.
 *
 * <p>Nothing is lost or repeated but white space at a cut and markers opened again. Time grows
 * linearly with the text.
 */
public final class Splitter {
    /** Room for a header, markers opened and closed again, and a few words. */
    static final int MIN_PART_LENGTH = 48;

    private final int maxLength;

    /**
     * @param maxLength of a part in characters, its header included, in UTF-16 units and therefore
     *     in code points as well
     */
    public Splitter(int maxLength) {
        if (maxLength < MIN_PART_LENGTH) {
            throw new IllegalArgumentException(
                    "a part of " + maxLength + " characters is too short to cut text into");
        }
        this.maxLength = maxLength;
    }

    /**
     * The parts in order, each with a header such as {@code [Part 1/3]} on its own line; a text
     * that fits is its only part and gets no header, and a blank one has no parts.
     */
    public List<String> split(String text) {
        var stripped = text.strip();
        if (stripped.isEmpty()) {
            return List.of();
        }
        return stripped.length() <= maxLength ? List.of(stripped) : cut(stripped);
    }

    /** The header's width depends on how many parts there are, which depends on the width. */
    private List<String> cut(String text) {
        for (var digits = 1; ; digits++) {
            var maxBody = maxLength - PartHeader.width(digits);
            var bodies = new TextCutter(new Layout(text, maxBody), maxBody).cut();
            if (PartHeader.digits(bodies.size()) <= digits) {
                return withHeaders(bodies);
            }
        }
    }

    private static List<String> withHeaders(List<String> bodies) {
        var parts = new ArrayList<String>(bodies.size());
        for (var body : bodies) {
            parts.add(PartHeader.of(parts.size() + 1, bodies.size()) + body);
        }
        return List.copyOf(parts);
    }
}
