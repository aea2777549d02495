package dev.switchboard.operator.conversation;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.control.Control.Holder;
import dev.switchboard.transcript.reading.ConversationFilter.Place;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, refusing by name what they may not say. */
public final class Parameters {
    static final int USUAL = 50;
    static final int MOST = 200;
    private static final String SEPARATOR = "_";

    private Parameters() {}

    public static int limit(@Nullable String written) {
        if (written == null) {
            return USUAL;
        }
        var limit = number("limit", written);
        if (limit < 1 || limit > MOST) {
            throw RefusedRequest.invalid("limit", "limit must be from 1 to " + MOST);
        }
        return (int) limit;
    }

    /** Where a page of messages ends: a message's position. */
    static long position(@Nullable String written) {
        return written == null ? Long.MAX_VALUE : number("before", written);
    }

    private static long number(String field, String written) {
        try {
            return Long.parseLong(written.strip());
        } catch (NumberFormatException e) {
            throw RefusedRequest.invalid(field, field + " must be a whole number");
        }
    }

    /** Where a page of conversations ended: what {@link #written(Place)} wrote. */
    static Optional<Place> place(@Nullable String written) {
        if (written == null) {
            return Optional.empty();
        }
        try {
            var parts = written.split(SEPARATOR, 2);
            return Optional.of(new Place(Instant.parse(parts[0]), UUID.fromString(parts[1])));
        } catch (DateTimeParseException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException e) {
            throw RefusedRequest.invalid("before", "before must be a nextBefore of this list");
        }
    }

    static String written(Place place) {
        return place.lastActivityAt() + SEPARATOR + place.id();
    }

    static ConversationId conversation(String written) {
        try {
            return ConversationId.of(written);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("id", "id must be a conversation's id");
        }
    }

    static Optional<Holder> holder(@Nullable String written) {
        if (written == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Holder.valueOf(written.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("holder", "holder must be ai or operator");
        }
    }
}
