package dev.switchboard.simulator.meta;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Checks that a request has the app's access token. */
final class MetaAccess implements Handler<RoutingContext> {
    private final String expected;

    MetaAccess(MetaApp app) {
        this.expected = "Bearer " + app.accessToken();
    }

    @Override
    public void handle(RoutingContext context) {
        refusal(context).ifPresentOrElse(error -> answer(context, error), context::next);
    }

    Optional<MetaError> refusal(RoutingContext context) {
        return expected.equals(context.request().getHeader(HttpHeaders.AUTHORIZATION))
                ? Optional.empty()
                : Optional.of(MetaError.TOKEN);
    }

    static void answer(RoutingContext context, MetaError error) {
        context.response().setStatusCode(error.status());
        context.json(error.toJson());
    }
}
