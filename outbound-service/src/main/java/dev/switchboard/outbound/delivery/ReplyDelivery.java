package dev.switchboard.outbound.delivery;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/**
 * Delivers a reply: stores its parts, then sends them in order, each after the former has reached a
 * final state. Called again for the same reply it continues where it stopped.
 */
@ApplicationScoped
public class ReplyDelivery {
    private final ReplyPlan plan;
    private final PartDecisions decisions;
    private final PartDelivery delivery;
    private final ReplyHints hints;
    private final InstantSource clock;

    ReplyDelivery(
            ReplyPlan plan,
            PartDecisions decisions,
            PartDelivery delivery,
            ReplyHints hints,
            InstantSource clock) {
        this.plan = plan;
        this.decisions = decisions;
        this.delivery = delivery;
        this.hints = hints;
        this.clock = clock;
    }

    /**
     * Returns when every part is in a final state.
     *
     * @throws InterruptedException when told to stop before that; no send is in flight then
     */
    public void deliver(ReplyDecided reply) throws InterruptedException {
        var open = plan.store(reply).stream().filter(this::isDeliverable).toList();
        for (var part : open) {
            delivery.deliver(reply, part.id());
        }
        if (!open.isEmpty()) {
            hints.publish(reply.conversation(), reply.id());
        }
    }

    /** Stores the reply's parts, to be delivered later; idempotent. */
    public void prepare(ReplyDecided reply) {
        plan.store(reply);
    }

    /** Returns whether the part is to be sent, or to be resent by an operator's decision. */
    private boolean isDeliverable(Part part) {
        return !part.state().isFinal()
                || (part.state() == PartState.UNKNOWN
                        && decisions.takeUp(part.id(), clock.instant()));
    }
}
