package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.message.MessageStatus;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.ReplyStatuses;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;

/** Publishes a reply's status to live views, if there are any, as a hint that may be lost. */
@ApplicationScoped
public class ReplyHints {
    private final EventPublisher publisher;
    private final ReplyStatuses statuses;
    private final InstantSource clock;

    ReplyHints(EventPublisher publisher, ReplyStatuses statuses, InstantSource clock) {
        this.publisher = publisher;
        this.statuses = statuses;
        this.clock = clock;
    }

    /** Publishes the statuses of the replies that these parts belong to. */
    public void publish(Collection<Part> parts) {
        if (!parts.isEmpty() && publisher.publishesHints(Change.STATUS)) {
            statuses.of(parts).forEach(it -> publish(it.conversation(), it.reply(), it.status()));
        }
    }

    void publish(ConversationKey conversation, ReplyId reply, MessageStatus status) {
        publisher.hint(
                conversation,
                Change.STATUS,
                Map.of(
                        "message", MessageId.of(reply).toString(),
                        "reply", reply.toString(),
                        "status", status.wireName()),
                clock.instant());
    }
}
