package dev.switchboard.simulator.fault;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Waits on a timer, so that a thousand waiting requests cost no thread. */
final class Delay {
    private Delay() {}

    static void run(RoutingContext context, Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
        } else {
            context.vertx().setTimer(Math.max(1, delay.toMillis()), _ -> work.run());
        }
    }
}
