package dev.switchboard.outbound.delivery;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.part.ReplyProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers a reply: stores its parts, then sends them in order, each after the former has reached a
 * final state. Called again for the same reply it continues where it stopped.
 */
@ApplicationScoped
public class ReplyDelivery {
    private final ReplyPlan plan;
    private final PartStore parts;
    private final PartDecisions decisions;
    private final PartDelivery delivery;
    private final ReplyHints hints;
    private final InstantSource clock;

    ReplyDelivery(
            ReplyPlan plan,
            PartStore parts,
            PartDecisions decisions,
            PartDelivery delivery,
            ReplyHints hints,
            InstantSource clock) {
        this.plan = plan;
        this.parts = parts;
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
        var started = delivery.start(reply);
        var known = new ArrayList<>(started.parts());
        started.firstStep().ifPresent(step -> known.set(0, step.part()));
        var hasChanged = started.firstStep().isPresent();
        for (var part : takenUp(known)) {
            known.set(part.id().number() - 1, delivery.deliver(reply, part));
            hasChanged = true;
        }
        if (hasChanged) {
            hints.publish(reply.conversation(), reply.id(), ReplyProgress.of(known).status());
        }
    }

    /** The parts that are to be sent, or to be resent by an operator's decision. */
    private List<Part> takenUp(List<Part> known) {
        var now = clock.instant();
        return known.stream()
                .filter(part ->
                        !part.state().isFinal()
                                || (part.state() == PartState.UNKNOWN
                                        && decisions.takeUp(part.id(), now)))
                .map(part -> part.state().isFinal() ? parts.require(part.id()) : part)
                .toList();
    }

    /** Stores the reply's parts, to be delivered later; idempotent. */
    public void prepare(ReplyDecided reply) {
        plan.store(reply);
    }
}
