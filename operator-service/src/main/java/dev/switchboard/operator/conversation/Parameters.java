package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.operator.api.Cursor;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import dev.switchboard.transcript.read.ConversationFilter.Place;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; refuses invalid ones, naming the parameter. */
final class Parameters {
    private Parameters() {}

    /** Reads {@code before} of a list of messages: a message's position. */
    static long position(@Nullable String text) {
        return text == null ? Long.MAX_VALUE : number("before", text);
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw RefusedRequest.invalid(field, field + " must be a whole number");
        }
    }

    /** Reads {@code before} of a list of conversations, as {@link #format} wrote it. */
    static Optional<Place> place(@Nullable String text) {
        return Cursor.read(text).map(end -> new Place(end.at(), end.id()));
    }

    static String format(Place place) {
        return new Cursor(place.lastActivityAt(), place.id()).format();
    }

    static ConversationId conversation(String text) {
        try {
            return ConversationId.of(text);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("id", "id must be a conversation's id");
        }
    }

    static Optional<Owner> holder(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Owner.valueOf(text.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.invalid("holder", "holder must be ai or operator");
        }
    }
}
