package dev.switchboard.operator.part;

import dev.switchboard.model.identity.PartId;
import dev.switchboard.operator.page.Named;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.reading.PartPages.Place;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what requests about parts say, refusing by name what they may not say. */
final class PartParameters {
    private static final String STATES = "pending, sending, unknown, suppressed or failed";
    private static final String SEPARATOR = "_";

    private PartParameters() {}

    /** A part's id as the list shows it. */
    static PartId part(String written) {
        try {
            return PartId.of(written);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("id", "id must be a part's id");
        }
    }

    /** A state from which nobody arrives by themselves; those that did are in their messages. */
    static PartState state(@Nullable String written) {
        return switch (written == null ? "unknown" : written.strip().toLowerCase(Locale.ROOT)) {
            case "unknown" -> PartState.UNKNOWN;
            case "failed" -> PartState.FAILED;
            case "suppressed" -> PartState.SUPPRESSED;
            case "pending" -> PartState.PENDING;
            case "sending" -> PartState.SENDING;
            default -> throw RefusedRequest.invalid("state", "state must be " + STATES);
        };
    }

    /** Where a page ended: what {@link #written(Place)} wrote. */
    static Optional<Place> place(@Nullable String written) {
        if (written == null) {
            return Optional.empty();
        }
        try {
            var parts = written.split(SEPARATOR, 2);
            var place = new Place(Instant.parse(parts[0]), PartId.of(parts[1]));
            if (Named.isStorable(place.since())) {
                return Optional.of(place);
            }
        } catch (DateTimeParseException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException e) {
            // Refused below, as a time that no calendar has is.
        }
        throw RefusedRequest.invalid("before", "before must be a nextBefore of this list");
    }

    static String written(Place place) {
        return place.since() + SEPARATOR + place.id();
    }
}
