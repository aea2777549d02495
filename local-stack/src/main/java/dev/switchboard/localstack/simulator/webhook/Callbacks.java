package dev.switchboard.localstack.simulator.webhook;

import dev.switchboard.localstack.simulator.input.Fields;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** When the statuses of accepted messages are told, until it is changed. */
public final class Callbacks {
    private final Vertx vertx;
    private CallbackPlan plan = CallbackPlan.usual();
    private long epoch;

    public Callbacks(Vertx vertx) {
        this.vertx = vertx;
    }

    public void route(Router router) {
        router.put("/sim/callbacks").handler(this::change);
        router.get("/sim/callbacks").handler(context -> context.json(plan.toJson()));
    }

    /** Calls {@code tell} with each status of a message accepted now, when it is due. */
    public void schedule(Consumer<String> tell) {
        for (CallbackPlan.Due due : plan.due()) {
            after(due.after(), () -> tell.accept(due.status()));
        }
    }

    /** Calls {@code tell} when the echo of a message accepted now is due, if one is. */
    public void scheduleEcho(Runnable tell) {
        plan.echo().ifPresent(wait -> after(wait, tell));
    }

    private void after(Duration wait, Runnable tell) {
        var now = epoch;
        vertx.setTimer(
                Math.max(1, wait.toMillis()),
                _ -> {
                    if (now == epoch) {
                        tell.run();
                    }
                });
    }

    /** The code that goes with a failed status, where it is not to be the usual one. */
    public Optional<Integer> errorCode() {
        return plan.errorCode();
    }

    /**
     * Meta sends what was not answered 200 again with growing delay; here for some minutes only.
     */
    public RetryRule metaRetries() {
        return new RetryRule(plan.metaRetries(), status -> status != 200);
    }

    /** Back to the usual; statuses that are not told yet never are. */
    public void clear() {
        epoch++;
        plan = CallbackPlan.usual();
    }

    private void change(RoutingContext context) {
        plan = CallbackPlan.read(Fields.of(context));
        context.json(plan.toJson());
    }
}
