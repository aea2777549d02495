package dev.switchboard.operator.message;

import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.event.ReplyDecided.Author;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.operator.handoff.Handoff;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.reading.SentParts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sends what operators write. Kafka is the commit point: once the reply is published it will be
 * delivered, whatever becomes of this process.
 */
@ApplicationScoped
class OperatorMessages {
    private static final Logger LOG = Logger.getLogger(OperatorMessages.class);
    private static final Optional<String> WROTE = Optional.of("an operator wrote");

    private final Handoff handoff;
    private final ControlStore controls;
    private final ConversationStore conversations;
    private final MessageStore messages;
    private final SentParts transcript;
    private final EventPublisher events;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    OperatorMessages(
            Handoff handoff,
            ControlStore controls,
            ConversationStore conversations,
            MessageStore messages,
            SentParts transcript,
            EventPublisher events,
            InstantSource clock,
            MeterRegistry metrics) {
        this.handoff = handoff;
        this.controls = controls;
        this.conversations = conversations;
        this.messages = messages;
        this.transcript = transcript;
        this.events = events;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Takes the line over if the AI has it, then sends. The same key for the same conversation is
     * the same message, also after a failure: it is delivered once.
     */
    ReplyId send(ConversationKey conversation, String who, Draft draft, Optional<String> key) {
        var id =
                ReplyId.ofOperator(
                        conversation.id(), key.orElseGet(() -> UUID.randomUUID().toString()));
        if (key.isPresent() && isRecorded(id, draft)) {
            return id;
        }
        refuseIfOptedOut(conversation);
        var quotes = draft.quotes().map(named -> providerId(conversation.id(), named));
        var control = handoff.takeOver(conversation, who, WROTE);
        var reply =
                new ReplyDecided(
                        id,
                        conversation,
                        Author.OPERATOR,
                        Optional.of(who),
                        draft.text(),
                        draft.mediaUrls(),
                        control.epoch(),
                        List.of(),
                        quotes,
                        clock.instant());
        events.publishAndWait(Topics.REPLIES, conversation.id().toString(), reply);
        LOG.infof("An operator's message is sent conversation=%s reply=%s", conversation.id(), id);
        metrics.counter("switchboard.operator.messages").increment();
        record(reply);
        return id;
    }

    private void refuseIfOptedOut(ConversationKey conversation) {
        if (controls.current(conversation.id()).optedOut()) {
            throw RefusedRequest.conflicting(
                    "phone",
                    "this customer has opted out: nothing is sent until the customer writes START");
        }
    }

    private boolean isRecorded(ReplyId id, Draft draft) {
        var earlier = messages.find(MessageId.of(id));
        if (earlier.isPresent() && !earlier.get().text.equals(draft.text())) {
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

    /** Outbound records the reply too when it sees it first, so this may fail without harm. */
    private void record(ReplyDecided reply) {
        try {
            messages.recordReply(reply);
            conversations.reached(reply.conversation(), reply.decidedAt());
            tell(reply);
        } catch (RuntimeException e) {
            if (!Infrastructure.isDown(e)) {
                throw e;
            }
            LOG.warnf(
                    LoggableFailure.of(e),
                    "An operator's message is sent and not recorded yet reply=%s",
                    reply.id());
        }
    }

    private void tell(ReplyDecided reply) {
        events.hint(
                reply.conversation(),
                Change.MESSAGE_RECORDED,
                Map.of("message", MessageId.of(reply.id()).toString()),
                clock.instant());
    }
}
