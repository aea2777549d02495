package dev.switchboard.operator.part;

import dev.switchboard.common.identity.PartId;
import dev.switchboard.operator.api.Named;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.read.PartPages.Place;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads parameters of requests about parts; refuses invalid ones, naming the parameter. */
final class PartParameters {
    private static final String STATES = "pending, sending, unknown, suppressed or failed";
    private static final String SEPARATOR = "_";

    private PartParameters() {}

    /** Reads a part's id, as the list shows it. */
    static PartId part(String text) {
        try {
            return PartId.of(text);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("id", "id must be a part's id");
        }
    }

    /** Reads a state of parts that have not arrived; others are shown with their messages. */
    static PartState state(@Nullable String text) {
        return switch (text == null ? "unknown" : text.strip().toLowerCase(Locale.ROOT)) {
            case "unknown" -> PartState.UNKNOWN;
            case "failed" -> PartState.FAILED;
            case "suppressed" -> PartState.SUPPRESSED;
            case "pending" -> PartState.PENDING;
            case "sending" -> PartState.SENDING;
            default -> throw RefusedRequest.invalid("state", "state must be " + STATES);
        };
    }

    /** Reads {@code before}, as {@link #format(Place)} wrote it. */
    static Optional<Place> place(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            var parts = text.split(SEPARATOR, 2);
            var place = new Place(Instant.parse(parts[0]), PartId.of(parts[1]));
            if (Named.isStorable(place.since())) {
                return Optional.of(place);
            }
        } catch (DateTimeParseException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException e) {
            // Refused below, like a time that the calendar does not have.
        }
        throw RefusedRequest.invalid("before", "before must be a nextBefore of this list");
    }

    static String format(Place place) {
        return place.since() + SEPARATOR + place.id();
    }
}
