package dev.switchboard.operator.page;

import dev.switchboard.operator.problem.RefusedRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of a list by time, the newest first, ended; the next one begins behind it. */
public record Cursor(Instant at, UUID id) {
    private static final String SEPARATOR = "_";

    /** What the parameter {@code before} says: what {@link #written()} wrote. */
    public static Optional<Cursor> read(@Nullable String written) {
        if (written == null) {
            return Optional.empty();
        }
        try {
            var parts = written.split(SEPARATOR, 2);
            var cursor = new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            if (Named.isStorable(cursor.at())) {
                return Optional.of(cursor);
            }
        } catch (DateTimeParseException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException e) {
            // Refused below, as a time that no calendar has is.
        }
        throw RefusedRequest.invalid("before", "before must be a nextBefore of this list");
    }

    /** As it stands in {@code nextBefore}. */
    public String written() {
        return at + SEPARATOR + id;
    }
}
