package dev.switchboard.simulator.record;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;

/** Arrival time of a request's head, before its body was read. */
public final class Arrival {
    private static final String KEY = Arrival.class.getName();

    private Arrival() {}

    /** Handler that records the time; it comes before all others. */
    public static Handler<RoutingContext> recorder(NanoClock clock) {
        return context -> context.put(KEY, clock.instant()).next();
    }

    public static Instant of(RoutingContext context) {
        return Objects.requireNonNull(context.<Instant>get(KEY), "no arrival noted");
    }
}
