package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.input.Route;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Checks that a request has the account's credentials. */
final class TwilioAccess implements Handler<RoutingContext> {
    private final TwilioAccount account;
    private final String expected;

    TwilioAccess(TwilioAccount account) {
        this.account = account;
        var pair = account.sid() + ":" + account.authToken();
        this.expected =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void handle(RoutingContext context) {
        refusal(context).ifPresentOrElse(error -> answer(context, error), context::next);
    }

    Optional<TwilioError> refusal(RoutingContext context) {
        if (!expected.equals(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            return Optional.of(TwilioError.CREDENTIALS);
        }
        var named = context.pathParam("account");
        return named == null || named.equals(account.sid())
                ? Optional.empty()
                : Optional.of(TwilioError.notFound(Route.path(context)));
    }

    static void answer(RoutingContext context, TwilioError error) {
        context.response().setStatusCode(error.status());
        context.json(error.toJson());
    }
}
