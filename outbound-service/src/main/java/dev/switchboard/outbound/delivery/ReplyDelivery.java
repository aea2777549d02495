package dev.switchboard.outbound.delivery;

import dev.switchboard.model.event.ReplyDecided;
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
 * Delivers a reply: makes its parts durable, then brings them out in order, the next one only after
 * the former's end. Called again for the same reply it goes on where it stopped.
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
     * Returns when every part has come to its end.
     *
     * @throws InterruptedException when told to stop before that; no send is under way then
     */
    public void deliver(ReplyDecided reply) throws InterruptedException {
        var open = plan(reply).stream().filter(this::isOpen).toList();
        for (var part : open) {
            delivery.deliver(reply, part.id());
        }
        if (!open.isEmpty()) {
            hints.tell(reply.conversation(), reply.id());
        }
    }

    /** Makes the reply's parts durable, to be delivered later; idempotent. */
    public void prepare(ReplyDecided reply) {
        plan(reply);
    }

    /** To be sent, or to be sent again because an operator had to decide and has. */
    private boolean isOpen(Part part) {
        return !part.state().isSettled()
                || (part.state() == PartState.UNKNOWN
                        && decisions.takeUp(part.id(), clock.instant()));
    }

    private List<Part> plan(ReplyDecided reply) {
        var longest = providers.on(reply.conversation().channel()).longestText();
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    messages.recordReply(reply);
                    if (!reply.isFenced()) {
                        // Others are kept with the claim of the turns they answer.
                        replies.keepUnclaimed(reply);
                    }
                    return parts.plan(reply, ReplyPlan.of(reply, longest), clock.instant());
                });
    }
}
