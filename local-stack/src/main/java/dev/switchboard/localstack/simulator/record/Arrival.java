package dev.switchboard.localstack.simulator.record;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;

/** When a request's head arrived, before its body was read. */
public final class Arrival {
    private static final String KEY = Arrival.class.getName();

    private Arrival() {}

    /** Notes the time; belongs before everything else on the way of a request. */
    public static Handler<RoutingContext> noting(NanoClock clock) {
        return context -> context.put(KEY, clock.instant()).next();
    }

    public static Instant of(RoutingContext context) {
        return Objects.requireNonNull(context.<Instant>get(KEY), "no arrival noted");
    }
}
