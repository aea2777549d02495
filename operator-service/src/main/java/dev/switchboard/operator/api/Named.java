package dev.switchboard.operator.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads path and query parameters; refuses unreadable ones, naming the parameter. */
public final class Named {
    private static final Instant MIN_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private Named() {}

    /** Reads the path parameter {@code id}. */
    public static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("id", "id must be a UUID");
        }
    }

    /** Reads an optional text; blank counts as absent. */
    public static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Reads an optional time. */
    public static Optional<Instant> time(String name, @Nullable String value) {
        try {
            var time = text(value).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
            if (time.stream().allMatch(Named::isStorable)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Refused below, like a time that the calendar does not have.
        }
        throw RefusedRequest.invalid(name, name + " must be a time such as 2026-11-20T08:00:00Z");
    }

    /** True for a time that the database and the calendar have. */
    public static boolean isStorable(Instant time) {
        return !time.isBefore(MIN_TIME) && time.isBefore(END_TIME);
    }

    /** Reads an optional {@code true} or {@code false}. */
    public static Optional<Boolean> flag(String name, @Nullable String value) {
        return text(value)
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
