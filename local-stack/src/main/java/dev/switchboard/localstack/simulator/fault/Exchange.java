package dev.switchboard.localstack.simulator.fault;

import dev.switchboard.localstack.simulator.record.NanoClock;
import dev.switchboard.localstack.simulator.record.Send;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A send request under the faults in force: answers it late, or never, and records which. */
public final class Exchange {
    private final RoutingContext context;
    private final Send send;
    private final Fate fate;
    private final NanoClock clock;

    public Exchange(RoutingContext context, Send send, Fate fate, NanoClock clock) {
        this.context = context;
        this.send = send;
        this.fate = fate;
        this.clock = clock;
    }

    /** Answers that the message is taken, which it is by now whether the answer arrives or not. */
    public void accept(int status, JsonObject answer) {
        Delay.run(
                context,
                fate.latency(),
                () -> {
                    if (fate.dropped()) {
                        send.answered(clock.instant(), "dropped-after-accept");
                        context.request().connection().close();
                    } else {
                        end(status, answer, "accepted", "client-gone-after-accept");
                    }
                });
    }

    public void refuse(int status, JsonObject error, String outcome) {
        Delay.run(context, fate.latency(), () -> end(status, error, outcome, outcome));
    }

    private void end(int status, JsonObject body, String outcome, String outcomeIfGone) {
        var response = context.response();
        send.answered(clock.instant(), response.closed() ? outcomeIfGone : outcome);
        if (!response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(body.toBuffer());
        }
    }
}
