package dev.switchboard.operator.part;

import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.chassis.topic.PublishFailedException;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.control.ControlStore;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartVerdict;
import dev.switchboard.transcript.part.PartVerdict.Stands;
import dev.switchboard.transcript.reply.ReplyStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Has parts of unknown outcome sent again, or given up. A resend is a decision in the database and
 * the reply once more in its topic; its sender acts on both together, so that whatever dies in
 * between the part is still listed as unknown and may be decided on again.
 */
@ApplicationScoped
class UnknownParts {
    private static final Logger LOG = Logger.getLogger(UnknownParts.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final PartDecisions decisions;
    private final ReplyStore replies;
    private final ControlStore control;
    private final EventPublisher events;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    UnknownParts(
            PartDecisions decisions,
            ReplyStore replies,
            ControlStore control,
            EventPublisher events,
            InstantSource clock,
            MeterRegistry metrics) {
        this.decisions = decisions;
        this.replies = replies;
        this.control = control;
        this.events = events;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Once this has returned, the part will be sent again, unless evidence comes first or a person
     * takes the line of an AI's part.
     *
     * @throws RefusedRequest 409 where its outcome is not unknown, or the line of an AI's part has
     *     changed hands since; 503 where nothing will be sent
     */
    void resend(PartId part, String who) {
        var decision = standing(decisions.resend(part, who, clock.instant()));
        var reply = replies.find(part.reply());
        if (reply.isEmpty()) {
            decisions.withdraw(decision);
            throw RefusedRequest.conflicting(
                    "id", "what the part belongs to was not kept; write the customer anew");
        }
        if (isOvertaken(reply.get())) {
            decisions.withdraw(decision);
            throw RefusedRequest.conflicting(
                    "id",
                    "the line has changed hands since the AI wrote this; write to the customer"
                            + " yourself, or drop it");
        }
        publish(reply.get(), decision);
        noted("resend", part, who);
    }

    /** Its fence lets nothing pass that was decided under another holder of the line. */
    private boolean isOvertaken(ReplyDecided reply) {
        return reply.isFenced()
                && !control.current(reply.conversation().id()).isWithAiSince(reply.epoch());
    }

    private void publish(ReplyDecided reply, Stands decision) {
        try {
            events.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
        } catch (PublishFailedException e) {
            LOG.warnf("A resend could not be published reply=%s", reply.id());
            withdraw(decision);
            throw RefusedRequest.notNow(
                    "Kafka does not answer, the part is not sent again; try again", SOON);
        }
    }

    /** Where this fails too, the decision stays visible at the part, which stays unknown. */
    private void withdraw(Stands decision) {
        try {
            decisions.withdraw(decision);
        } catch (RuntimeException e) {
            if (!Infrastructure.isDown(e)) {
                throw e;
            }
            LOG.warnf("A resend could not be taken back decision=%d", decision.id());
        }
    }

    /**
     * Ends the part as failed; other parts of its reply go on.
     *
     * @throws RefusedRequest 409 where its outcome is not unknown
     */
    void drop(PartId part, String who) {
        standing(decisions.drop(part, who, clock.instant()));
        noted("drop", part, who);
        replies.find(part.reply()).ifPresent(this::tell);
    }

    private static Stands standing(PartVerdict verdict) {
        return switch (verdict) {
            case Stands stands -> stands;
            case PartVerdict.Refused(var state) ->
                    throw state.map(UnknownParts::notUnknown).orElseGet(UnknownParts::noSuchPart);
        };
    }

    static RefusedRequest noSuchPart() {
        return RefusedRequest.unknown("id", "there is no part of this id");
    }

    private static RefusedRequest notUnknown(PartState state) {
        return RefusedRequest.conflicting(
                "id", "the part's outcome is not unknown, or not any more: it is " + state);
    }

    private void noted(String decision, PartId part, String who) {
        metrics.counter("switchboard.part.decisions", "decision", decision).increment();
        LOG.infof(
                "An operator has decided about a part decision=%s part=%s by=%s",
                decision, part, who);
    }

    /** A hint: who does not get it finds the same in the store. */
    private void tell(ReplyDecided reply) {
        events.hint(
                reply.conversation(),
                Change.STATUS,
                Map.of(
                        "message", MessageId.of(reply.id()).toString(),
                        "reply", reply.id().toString()),
                clock.instant());
    }
}
