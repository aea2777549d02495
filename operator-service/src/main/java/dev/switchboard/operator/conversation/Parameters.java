package dev.switchboard.operator.conversation;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.operator.page.Cursor;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.control.Control.Holder;
import dev.switchboard.transcript.reading.ConversationFilter.Place;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, refusing by name what they may not say. */
final class Parameters {
    private Parameters() {}

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
        return Cursor.read(written).map(end -> new Place(end.at(), end.id()));
    }

    static String written(Place place) {
        return new Cursor(place.lastActivityAt(), place.id()).written();
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
