package dev.switchboard.localstack.simulator.input;

import io.vertx.ext.web.RoutingContext;

/**
 * Which entries of a record a caller asks for.
 *
 * @param after the number of the last entry the caller has seen
 * @param limit how many entries the answer holds at most
 */
public record Page(long after, int limit) {

    /** Reads {@code ?after=} and {@code ?limit=}: from the start and without limit when absent. */
    public static Page of(RoutingContext context) {
        var limit = whole(context, "limit", Integer.MAX_VALUE);
        return new Page(whole(context, "after", 0), (int) Math.min(limit, Integer.MAX_VALUE));
    }

    private static long whole(RoutingContext context, String name, long absent) {
        var written = context.request().getParam(name);
        if (written == null || written.isEmpty()) {
            return absent;
        }
        try {
            return Long.parseUnsignedLong(written);
        } catch (NumberFormatException notWhole) {
            throw new BadInputException(name, "must be a whole number, 0 or more");
        }
    }
}
