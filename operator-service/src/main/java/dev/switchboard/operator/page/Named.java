package dev.switchboard.operator.page;

import dev.switchboard.operator.problem.RefusedRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parameters that name or choose, refused by their name where they cannot be read. */
public final class Named {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private Named() {}

    /** What stands in the path as {@code id}. */
    public static UUID id(String written) {
        try {
            return UUID.fromString(written);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("id", "id must be a UUID");
        }
    }

    /** A parameter that may be left out or left blank. */
    public static Optional<String> text(@Nullable String written) {
        return Optional.ofNullable(written).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A parameter that may be left out and is otherwise a time. */
    public static Optional<Instant> time(String name, @Nullable String written) {
        try {
            var time = text(written).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
            if (time.stream().allMatch(Named::isStorable)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Refused below, as a time that no calendar has is.
        }
        throw RefusedRequest.invalid(name, name + " must be a time such as 2026-11-20T08:00:00Z");
    }

    /** Whether the database and the calendar have such a time. */
    public static boolean isStorable(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(END);
    }

    /** A parameter that may be left out and is otherwise {@code true} or {@code false}. */
    public static Optional<Boolean> flag(String name, @Nullable String written) {
        return text(written)
                .map(text ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true" -> true;
                            case "false" -> false;
                            default ->
                                    throw RefusedRequest.invalid(
                                            name, name + " must be true or false");
                        });
    }
}
