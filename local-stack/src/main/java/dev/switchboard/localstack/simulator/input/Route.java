package dev.switchboard.localstack.simulator.input;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** What a matched route knows of its request's path. */
public final class Route {
    private Route() {}

    /** A parameter the route's pattern has, which is therefore there. */
    public static String parameter(RoutingContext context, String name) {
        return Objects.requireNonNull(context.pathParam(name), name);
    }

    public static String path(RoutingContext context) {
        return Objects.requireNonNull(context.request().path(), "path");
    }
}
