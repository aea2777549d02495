package dev.switchboard.simulator.fault;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * Decision about the faults of one request.
 *
 * @param status the error status of the response, if any
 * @param code the provider's error code to go with it, if not the usual one
 * @param latency delay of the response
 * @param dropped whether the connection closes without a response after the request was carried out
 */
public record FaultDecision(
        Optional<Integer> status, Optional<Integer> code, Duration latency, boolean dropped) {

    /** Waits on a timer, so that a thousand waiting requests cost no thread. */
    void afterLatency(RoutingContext context, Runnable work) {
        if (latency.isZero()) {
            work.run();
        } else {
            context.vertx().setTimer(Math.max(1, latency.toMillis()), _ -> work.run());
        }
    }
}
