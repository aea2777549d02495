package dev.switchboard.simulator.webhook;

import dev.switchboard.simulator.input.Fields;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Schedules the status callbacks of accepted messages by a plan that can be changed. */
public final class Callbacks {
    private final Vertx vertx;
    private CallbackPlan plan = CallbackPlan.defaults();
    private long generation;

    public Callbacks(Vertx vertx) {
        this.vertx = vertx;
    }

    public void route(Router router) {
        router.put("/sim/callbacks").handler(this::change);
        router.get("/sim/callbacks").handler(context -> context.json(plan.toJson()));
    }

    /** Calls {@code callback} with each status of a message accepted now, when it is due. */
    public void schedule(Consumer<String> callback) {
        for (CallbackPlan.Due due : plan.due()) {
            after(due.after(), () -> callback.accept(due.status()));
        }
    }

    /** Calls {@code callback} when the echo of a message accepted now is due, if one is. */
    public void scheduleEcho(Runnable callback) {
        plan.echo().ifPresent(wait -> after(wait, callback));
    }

    private void after(Duration wait, Runnable callback) {
        var now = generation;
        vertx.setTimer(
                Math.max(1, wait.toMillis()),
                _ -> {
                    if (now == generation) {
                        callback.run();
                    }
                });
    }

    /** Code of a failed status, if not the usual one. */
    public Optional<Integer> errorCode() {
        return plan.errorCode();
    }

    /**
     * Meta's retries of a webhook that was not answered 200, with growing backoff; here for some
     * minutes only.
     */
    public RetryRule metaRetries() {
        return new RetryRule(plan.metaRetries(), status -> status != 200);
    }

    /** Restores the default plan and drops pending callbacks. */
    public void clear() {
        generation++;
        plan = CallbackPlan.defaults();
    }

    private void change(RoutingContext context) {
        plan = CallbackPlan.read(Fields.of(context));
        context.json(plan.toJson());
    }
}
