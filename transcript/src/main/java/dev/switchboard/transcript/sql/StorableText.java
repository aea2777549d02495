package dev.switchboard.transcript.sql;

/** Converts text to a form that PostgreSQL can store. */
public final class StorableText {
    private StorableText() {}

    /** Removes the character NUL, which PostgreSQL's text and jsonb cannot store. */
    public static String of(String text) {
        return text.replace("\u0000", "");
    }
}
