package dev.switchboard.simulator.fault;

import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.record.RecordedSend;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers a send request under the active faults, late or never, and records the outcome. */
public final class FaultedExchange {
    private final RoutingContext context;
    private final RecordedSend send;
    private final FaultDecision decision;
    private final NanoClock clock;

    public FaultedExchange(
            RoutingContext context, RecordedSend send, FaultDecision decision, NanoClock clock) {
        this.context = context;
        this.send = send;
        this.decision = decision;
        this.clock = clock;
    }

    /** Answers that the message is accepted, which it is even if the response never arrives. */
    public void accept(int status, JsonObject body) {
        decision.afterLatency(
                context,
                () -> {
                    if (decision.dropped()) {
                        send.answered(clock.instant(), "dropped-after-accept");
                        context.request().connection().close();
                    } else {
                        end(status, body, "accepted", "client-gone-after-accept");
                    }
                });
    }

    public void refuse(int status, JsonObject error, String outcome) {
        decision.afterLatency(context, () -> end(status, error, outcome, outcome));
    }

    private void end(int status, JsonObject body, String outcome, String outcomeIfDisconnected) {
        var response = context.response();
        send.answered(clock.instant(), response.closed() ? outcomeIfDisconnected : outcome);
        if (!response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(body.toBuffer());
        }
    }
}
