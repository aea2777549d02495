package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.part.ReplyProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;

/** Tells live views how far a reply has come; a hint that is lost does no harm. */
@ApplicationScoped
public class ReplyHints {
    private final EventPublisher publisher;
    private final PartStore parts;
    private final InstantSource clock;

    ReplyHints(EventPublisher publisher, PartStore parts, InstantSource clock) {
        this.publisher = publisher;
        this.parts = parts;
        this.clock = clock;
    }

    public void tell(ConversationKey conversation, ReplyId reply) {
        var progress = ReplyProgress.of(parts.of(reply));
        publisher.hint(
                conversation,
                Change.STATUS,
                Map.of(
                        "message", MessageId.of(reply).toString(),
                        "reply", reply.toString(),
                        "status", progress.status().wireName()),
                clock.instant());
    }
}
