package dev.switchboard.transcript.statement;

/** Text as PostgreSQL can hold it. */
public final class StorableText {
    private StorableText() {}

    /** PostgreSQL's text and jsonb cannot hold the character NUL; it is left out. */
    public static String of(String text) {
        return text.replace("\u0000", "");
    }
}
