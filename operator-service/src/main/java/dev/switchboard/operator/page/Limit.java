package dev.switchboard.operator.page;

import dev.switchboard.operator.problem.RefusedRequest;
import org.jspecify.annotations.Nullable;

/** How many entries a page may have. */
public final class Limit {
    public static final int USUAL = 50;
    public static final int MOST = 200;

    private Limit() {}

    /** What the parameter {@code limit} says, the usual where it says nothing. */
    public static int read(@Nullable String written) {
        if (written == null) {
            return USUAL;
        }
        try {
            var limit = Integer.parseInt(written.strip());
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a number that is too large is.
        }
        throw RefusedRequest.invalid("limit", "limit must be a whole number from 1 to " + MOST);
    }
}
