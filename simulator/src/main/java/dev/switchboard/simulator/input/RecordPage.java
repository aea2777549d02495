package dev.switchboard.simulator.input;

import io.vertx.ext.web.RoutingContext;

/**
 * Requested page of a record.
 *
 * @param after the number of the last entry the caller has seen
 * @param limit the maximum number of entries
 */
public record RecordPage(long after, int limit) {

    /** Reads {@code ?after=} and {@code ?limit=}: from the start and without limit when absent. */
    public static RecordPage of(RoutingContext context) {
        var limit = whole(context, "limit", Integer.MAX_VALUE);
        return new RecordPage(whole(context, "after", 0), (int) Math.min(limit, Integer.MAX_VALUE));
    }

    private static long whole(RoutingContext context, String name, long fallback) {
        var written = context.request().getParam(name);
        if (written == null || written.isEmpty()) {
            return fallback;
        }
        try {
            return Long.parseUnsignedLong(written);
        } catch (NumberFormatException notWhole) {
            throw new BadInputException(name, "must be a whole number, 0 or more");
        }
    }
}
