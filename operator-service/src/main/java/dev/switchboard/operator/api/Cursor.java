package dev.switchboard.operator.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Last entry of a page, in a list by time, newest first; the next page begins after it. */
public record Cursor(Instant at, UUID id) {
    private static final String SEPARATOR = "_";

    /** Reads the parameter {@code before}, as {@link #format()} wrote it. */
    public static Optional<Cursor> read(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            var parts = text.split(SEPARATOR, 2);
            var cursor = new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            if (Named.isStorable(cursor.at())) {
                return Optional.of(cursor);
            }
        } catch (DateTimeParseException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException e) {
            // Refused below, like a time that the calendar does not have.
        }
        throw RefusedRequest.invalid("before", "before must be a nextBefore of this list");
    }

    /** The cursor as text, for {@code nextBefore}. */
    public String format() {
        return at + SEPARATOR + id;
    }
}
