package dev.switchboard.outbound.delivery;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.reply.ReplyStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/**
 * Delivers a reply: stores its parts, then sends them in order, each after the former has reached a
 * final state. Called again for the same reply it continues where it stopped.
 */
@ApplicationScoped
public class ReplyDelivery {
    private final PartStore parts;
    private final PartDecisions decisions;
    private final MessageStore messages;
    private final ReplyStore replies;
    private final Providers providers;
    private final PartDelivery delivery;
    private final ReplyHints hints;
    private final InstantSource clock;

    ReplyDelivery(
            PartStore parts,
            PartDecisions decisions,
            MessageStore messages,
            ReplyStore replies,
            Providers providers,
            PartDelivery delivery,
            ReplyHints hints,
            InstantSource clock) {
        this.parts = parts;
        this.decisions = decisions;
        this.messages = messages;
        this.replies = replies;
        this.providers = providers;
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
        var open = plan(reply).stream().filter(this::isDeliverable).toList();
        for (var part : open) {
            delivery.deliver(reply, part.id());
        }
        if (!open.isEmpty()) {
            hints.publish(reply.conversation(), reply.id());
        }
    }

    /** Stores the reply's parts, to be delivered later; idempotent. */
    public void prepare(ReplyDecided reply) {
        plan(reply);
    }

    /** Returns whether the part is to be sent, or to be resent by an operator's decision. */
    private boolean isDeliverable(Part part) {
        return !part.state().isFinal()
                || (part.state() == PartState.UNKNOWN
                        && decisions.takeUp(part.id(), clock.instant()));
    }

    private List<Part> plan(ReplyDecided reply) {
        var maxTextLength = providers.on(reply.conversation().channel()).maxTextLength();
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    messages.recordReply(reply);
                    if (!reply.isFenced()) {
                        // Others are stored with the claim of the turns they answer.
                        replies.storeUnclaimed(reply);
                    }
                    return parts.plan(reply, ReplyPlan.of(reply, maxTextLength), clock.instant());
                });
    }
}
