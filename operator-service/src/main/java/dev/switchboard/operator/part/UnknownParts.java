package dev.switchboard.operator.part;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.chassis.kafka.PublishFailedException;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.part.PartDecisionResult;
import dev.switchboard.transcript.part.PartDecisionResult.Recorded;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.reply.ReplyStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Resends or drops parts of unknown outcome. A resend is a decision in the database and the reply
 * once more in its topic; outbound acts on both together, so that after a crash in between the part
 * is still listed as unknown and may be decided on again.
 */
@ApplicationScoped
class UnknownParts {
    private static final Logger LOG = Logger.getLogger(UnknownParts.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final PartDecisions decisions;
    private final ReplyStore replies;
    private final OwnershipStore ownerships;
    private final EventPublisher events;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    UnknownParts(
            PartDecisions decisions,
            ReplyStore replies,
            OwnershipStore ownerships,
            EventPublisher events,
            InstantSource clock,
            MeterRegistry metrics) {
        this.decisions = decisions;
        this.replies = replies;
        this.ownerships = ownerships;
        this.events = events;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Has the part sent again once this has returned, unless evidence comes first or, for an AI's
     * part, a takeover.
     *
     * @throws RefusedRequest 409 if its outcome is not unknown, or the owner has changed since an
     *     AI's part was written; 503 if nothing will be sent
     */
    void resend(PartId part, String actor) {
        var decision = standing(decisions.resend(part, actor, clock.instant()));
        var reply = replies.find(part.reply());
        if (reply.isEmpty()) {
            decisions.withdraw(decision);
            throw RefusedRequest.conflicting(
                    "id", "what the part belongs to was not kept; write the customer anew");
        }
        if (isStale(reply.get())) {
            decisions.withdraw(decision);
            throw RefusedRequest.conflicting(
                    "id",
                    "the owner has changed since the AI wrote this; write to the customer"
                            + " yourself, or drop it");
        }
        publish(reply.get(), decision);
        report("resend", part, actor);
    }

    /** True if the fence would not let it leave: the epoch has changed since. */
    private boolean isStale(ReplyDecided reply) {
        return reply.isFenced()
                && !ownerships.current(reply.conversation().id()).isOwnedByAiSince(reply.epoch());
    }

    private void publish(ReplyDecided reply, Recorded decision) {
        try {
            events.publishAndWait(Topics.REPLIES, reply.conversation().id().toString(), reply);
        } catch (PublishFailedException e) {
            LOG.warnf("Resend not published, withdrawing it reply=%s", reply.id());
            withdraw(decision);
            throw RefusedRequest.notNow(
                    "Kafka does not answer, the part is not sent again; try again", RETRY_AFTER);
        }
    }

    /** If this fails too, the decision stays visible at the part, which stays unknown. */
    private void withdraw(Recorded decision) {
        var _ =
                InfrastructureFailures.tryRun(
                        () -> decisions.withdraw(decision),
                        _ -> LOG.warnf("Resend not withdrawn decision=%d", decision.id()));
    }

    /**
     * Ends the part as failed; other parts of its reply go on.
     *
     * @throws RefusedRequest 409 if its outcome is not unknown
     */
    void drop(PartId part, String actor) {
        standing(decisions.drop(part, actor, clock.instant()));
        report("drop", part, actor);
        replies.find(part.reply()).ifPresent(this::publishHint);
    }

    private static Recorded standing(PartDecisionResult result) {
        return switch (result) {
            case Recorded stands -> stands;
            case PartDecisionResult.Refused(var state) ->
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

    private void report(String decision, PartId part, String actor) {
        metrics.counter("switchboard.part.decisions", "decision", decision).increment();
        LOG.infof(
                "Operator decided on part of unknown outcome decision=%s part=%s by=%s",
                decision, part, actor);
    }

    /** May be lost: the store has the same. */
    private void publishHint(ReplyDecided reply) {
        events.hint(
                reply.conversation(),
                Change.STATUS,
                Map.of(
                        "message", MessageId.of(reply.id()).toString(),
                        "reply", reply.id().toString()),
                clock.instant());
    }
}
