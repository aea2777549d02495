package dev.switchboard.outbound.split;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into parts of at most a given length, where a reader would: between paragraphs rather
 * than lines, sentences or words, and never inside what reads as one character, a link or a
 * formatted span, unless that alone is longer than a part. A span that must be cut is closed at the
 * end of one part and opened again in the next.
 *
 * <p>Nothing is lost or said twice but white space at a cut and markers opened again. The work
 * grows linearly with the text.
 */
public final class Splitter {
    /** Room for a header, markers opened and closed again, and a few words. */
    static final int SHORTEST = 48;

    private final int longest;

    /**
     * @param longest the most characters a part may have, its header included, in UTF-16 units and
     *     therefore in code points as well
     */
    public Splitter(int longest) {
        if (longest < SHORTEST) {
            throw new IllegalArgumentException(
                    "a part of " + longest + " characters is too short to cut text into");
        }
        this.longest = longest;
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
        return stripped.length() <= longest ? List.of(stripped) : headed(stripped);
    }

    /** The header's width depends on how many parts there are, which depends on the width. */
    private List<String> headed(String text) {
        for (var digits = 1; ; digits++) {
            var room = longest - Header.width(digits);
            var bodies = new Cutter(new Layout(text, room), room).cut();
            if (Header.digits(bodies.size()) <= digits) {
                return withHeaders(bodies);
            }
        }
    }

    private static List<String> withHeaders(List<String> bodies) {
        var parts = new ArrayList<String>(bodies.size());
        for (var body : bodies) {
            parts.add(Header.of(parts.size() + 1, bodies.size()) + body);
        }
        return List.copyOf(parts);
    }
}
