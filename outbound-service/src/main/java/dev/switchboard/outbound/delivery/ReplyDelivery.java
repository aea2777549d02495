package dev.switchboard.outbound.delivery;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStore;
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
    private final MessageStore messages;
    private final Providers providers;
    private final PartDelivery delivery;
    private final ReplyHints hints;
    private final InstantSource clock;

    ReplyDelivery(
            PartStore parts,
            MessageStore messages,
            Providers providers,
            PartDelivery delivery,
            ReplyHints hints,
            InstantSource clock) {
        this.parts = parts;
        this.messages = messages;
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
        var open = plan(reply).stream().filter(part -> !part.state().isSettled()).toList();
        for (var part : open) {
            delivery.deliver(reply, part.id());
        }
        if (!open.isEmpty()) {
            hints.tell(reply.conversation(), reply.id());
        }
    }

    private List<Part> plan(ReplyDecided reply) {
        var longest = providers.on(reply.conversation().channel()).longestText();
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    messages.recordReply(reply);
                    return parts.plan(reply, ReplyPlan.of(reply, longest), clock.instant());
                });
    }
}
