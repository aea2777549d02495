package dev.switchboard.simulator.input;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** Path and path parameters of a matched request. */
public final class Route {
    private Route() {}

    /** Parameter that the route's pattern has, and that is therefore present. */
    public static String parameter(RoutingContext context, String name) {
        return Objects.requireNonNull(context.pathParam(name), name);
    }

    public static String path(RoutingContext context) {
        return Objects.requireNonNull(context.request().path(), "path");
    }
}
