package dev.switchboard.operator.api;

import org.jspecify.annotations.Nullable;

/** Number of entries on a page. */
public final class Limit {
    public static final int DEFAULT = 50;
    public static final int MAX = 200;

    private Limit() {}

    /** Reads the parameter {@code limit}; {@link #DEFAULT} if it is absent. */
    public static int read(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        try {
            var limit = Integer.parseInt(text.strip());
            if (limit >= 1 && limit <= MAX) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is too large.
        }
        throw RefusedRequest.invalid("limit", "limit must be a whole number from 1 to " + MAX);
    }
}
