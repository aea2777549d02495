package dev.switchboard.localstack.simulator.fault;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Puts a provider's calls other than sends under its faults: errors and latency. */
public final class Gate implements Handler<RoutingContext> {
    private final Faults faults;
    private final Provider provider;
    private final ErrorBody errors;

    /** The provider's error JSON for an HTTP status, and its own code where one is wanted. */
    public interface ErrorBody {
        JsonObject of(int status, Optional<Integer> code);
    }

    public Gate(Faults faults, Provider provider, ErrorBody errors) {
        this.faults = faults;
        this.provider = provider;
        this.errors = errors;
    }

    @Override
    public void handle(RoutingContext context) {
        var fate = faults.next(provider);
        Delay.run(context, fate.latency(), () -> pass(context, fate));
    }

    private void pass(RoutingContext context, Fate fate) {
        if (fate.status().isEmpty()) {
            context.next();
        } else {
            var status = fate.status().get();
            context.response().setStatusCode(status);
            context.json(errors.of(status, fate.code()));
        }
    }
}
