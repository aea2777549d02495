package dev.switchboard.operator.message;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.handoff.Handoff;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.read.SentParts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends operators' messages. Kafka is the commit point: once the reply is published it will be
 * delivered, even if this process dies.
 */
@ApplicationScoped
class OperatorMessages {
    private static final Logger LOG = Logger.getLogger(OperatorMessages.class);
    private static final String REASON = "an operator wrote";

    private final Handoff handoff;
    private final ConversationStore conversations;
    private final MessageStore messages;
    private final SentParts transcript;
    private final EventPublisher events;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    OperatorMessages(
            Handoff handoff,
            ConversationStore conversations,
            MessageStore messages,
            SentParts transcript,
            EventPublisher events,
            InstantSource clock,
            MeterRegistry metrics) {
        this.handoff = handoff;
        this.conversations = conversations;
        this.messages = messages;
        this.transcript = transcript;
        this.events = events;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Takes the conversation over if the AI has it, then sends. The same key for the same
     * conversation is the same message, also after a failure: it is delivered once.
     */
    ReplyId send(ConversationKey conversation, String actor, Draft draft, @Nullable String key) {
        var id =
                ReplyId.ofOperator(
                        conversation.id(), key == null ? UUID.randomUUID().toString() : key);
        if (key != null && isRecorded(id, draft)) {
            return id;
        }
        handoff.refuseIfOptedOut(conversation);
        var quotes = draft.quotes().map(named -> providerId(conversation.id(), named));
        var ownership = handoff.takeOver(conversation, actor, REASON);
        var reply =
                new ReplyDecided(
                        id,
                        conversation,
                        Author.OPERATOR,
                        Optional.of(actor),
                        draft.text(),
                        draft.mediaUrls(),
                        ownership.epoch(),
                        List.of(),
                        quotes,
                        clock.instant());
        events.publishAndWait(Topics.REPLIES, conversation.id().toString(), reply);
        LOG.infof("Operator message published conversation=%s reply=%s", conversation.id(), id);
        metrics.counter("switchboard.operator.messages").increment();
        record(reply);
        return id;
    }

    private boolean isRecorded(ReplyId id, Draft draft) {
        var earlier = messages.find(MessageId.of(id));
        if (earlier.isPresent() && !earlier.get().text().equals(draft.text())) {
            throw RefusedRequest.contradictory(
                    "Idempotency-Key", "another message was sent under this Idempotency-Key");
        }
        return earlier.isPresent();
    }

    private String providerId(ConversationId conversation, String named) {
        return transcript
                .providerIdOf(conversation, named)
                .orElseThrow(() ->
                        RefusedRequest.invalid(
                                "messageId",
                                "messageId names no message of this conversation that"
                                        + " the provider knows"));
    }

    /** May fail without harm, since outbound records the reply too if it comes first. */
    private void record(ReplyDecided reply) {
        var _ =
                InfrastructureFailures.tryRun(
                        () -> {
                            messages.recordReply(reply);
                            conversations.recordBusinessActivity(
                                    reply.conversation(), reply.decidedAt());
                            publishHint(reply);
                        },
                        e ->
                                LOG.warnf(
                                        LoggableFailure.of(e),
                                        "Operator message published, not recorded yet reply=%s",
                                        reply.id()));
    }

    private void publishHint(ReplyDecided reply) {
        events.hint(
                reply.conversation(),
                Change.MESSAGE_RECORDED,
                Map.of("message", MessageId.of(reply.id()).toString()),
                clock.instant());
    }
}
