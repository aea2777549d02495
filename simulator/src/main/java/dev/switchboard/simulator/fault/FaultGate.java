package dev.switchboard.simulator.fault;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Applies a provider's faults, errors and latency, to its calls other than sends. */
public final class FaultGate implements Handler<RoutingContext> {
    private final Faults faults;
    private final FaultTarget provider;
    private final ErrorBody errors;

    /** Error JSON of the provider for an HTTP status and optionally a code of its own. */
    public interface ErrorBody {
        JsonObject of(int status, @Nullable Integer code);
    }

    public FaultGate(Faults faults, FaultTarget provider, ErrorBody errors) {
        this.faults = faults;
        this.provider = provider;
        this.errors = errors;
    }

    @Override
    public void handle(RoutingContext context) {
        var decision = faults.next(provider);
        decision.afterLatency(context, () -> proceed(context, decision));
    }

    private void proceed(RoutingContext context, FaultDecision decision) {
        if (decision.status().isEmpty()) {
            context.next();
        } else {
            var status = decision.status().get();
            context.response().setStatusCode(status);
            context.json(errors.of(status, decision.code().orElse(null)));
        }
    }
}
