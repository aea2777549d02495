package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.part.ReplyProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tells live views how far a reply has come; a hint that is lost does no harm. */
@ApplicationScoped
public class ReplyHints {
    private static final Logger LOG = Logger.getLogger(ReplyHints.class);

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
        var hint =
                new ConversationChanged(
                        UUID.randomUUID(),
                        conversation,
                        ConversationChanged.Change.STATUS,
                        Map.of(
                                "message", MessageId.of(reply).toString(),
                                "reply", reply.toString(),
                                "status", progress.status().wireName()),
                        clock.instant());
        publisher
                .publish(Topics.CONVERSATION_EVENTS, conversation.id().toString(), hint)
                .exceptionally(failure -> {
                    LOG.debugf("A status hint was not published reply=%s", reply);
                    return null;
                });
    }
}
