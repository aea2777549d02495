package dev.switchboard.channels.webhook;

import java.util.regex.Pattern;

/** Shortens and cleans external text for responses, logs and the database. */
public final class Excerpt {
    private static final int MAX_CHARS = 200;
    private static final int MAX_NOTE_CHARS = 2_000;

    /** PostgreSQL rejects NUL, and in JSON each of these takes six bytes. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private Excerpt() {}

    public static String of(String text) {
        return cut(text, MAX_CHARS);
    }

    /** Excerpt of a list of excerpts, with a higher limit. */
    public static String ofNote(String text) {
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
