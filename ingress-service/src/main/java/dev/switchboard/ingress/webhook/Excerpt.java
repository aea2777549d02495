package dev.switchboard.ingress.webhook;

import java.util.regex.Pattern;

/** The beginning of what somebody else has written, fit to be told, logged and stored. */
final class Excerpt {
    static final int MAX_CHARS = 200;
    private static final int MAX_NOTE_CHARS = 2_000;

    /** PostgreSQL takes no NUL, and in JSON each of these is six bytes. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private Excerpt() {}

    static String of(String text) {
        return cut(text, MAX_CHARS);
    }

    /** For a list of excerpts. */
    static String ofNote(String text) {
        return cut(text, MAX_NOTE_CHARS);
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return CONTROL.matcher(text).replaceAll("?");
        }
        var end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
        return CONTROL.matcher(text.substring(0, end)).replaceAll("?") + "…";
    }
}
