package dev.switchboard.transcript.read;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Last entry of a page, in a list by time, newest first; the next page begins after it.
 *
 * @param number number of the part in a list of parts, 0 in any other
 */
public record Cursor(Instant at, UUID id, int number) {
    private static final Instant MIN_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern TEXT = Pattern.compile("(.+)_([^.]+)(?:\\.([0-9]+))?");

    public Cursor {
        if (!isStorable(at)) {
            throw new IllegalArgumentException("a time that the calendar does not have: " + at);
        }
    }

    public Cursor(Instant at, UUID id) {
        this(at, id, 0);
    }

    /**
     * @throws RuntimeException when {@code text} is not what {@link #toString()} writes
     */
    public static Cursor of(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a cursor: " + text);
        }
        var number = parts.group(3);
        return new Cursor(
                Instant.parse(parts.group(1)),
                UUID.fromString(parts.group(2)),
                number == null ? 0 : Integer.parseInt(number));
    }

    /** Returns whether the database and the calendar have this time. */
    public static boolean isStorable(Instant time) {
        return !time.isBefore(MIN_TIME) && time.isBefore(END_TIME);
    }

    @Override
    public String toString() {
        return at + "_" + id + (number == 0 ? "" : "." + number);
    }
}
