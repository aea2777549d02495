package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.part.ReplyProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;

/** Publishes a reply's status to live views, if there are any, as a hint that may be lost. */
@ApplicationScoped
public class ReplyHints {
    private final EventPublisher publisher;
    private final PartStore parts;
    private final ConversationStore conversations;
    private final InstantSource clock;

    ReplyHints(
            EventPublisher publisher,
            PartStore parts,
            ConversationStore conversations,
            InstantSource clock) {
        this.publisher = publisher;
        this.parts = parts;
        this.conversations = conversations;
        this.clock = clock;
    }

    public void publish(Part part) {
        if (publisher.publishesHints(Change.STATUS)) {
            conversations
                    .find(part.conversation())
                    .ifPresent(conversation -> publish(conversation, part.id().reply()));
        }
    }

    void publish(ConversationKey conversation, ReplyId reply) {
        if (!publisher.publishesHints(Change.STATUS)) {
            return;
        }
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
