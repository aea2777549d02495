package dev.switchboard.operator.handoff;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.common.event.OwnershipChanged;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.ownership.Ownership;
import dev.switchboard.transcript.ownership.OwnershipStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes conversations over and hands them back, and publishes each change as a hint. */
@ApplicationScoped
public class Handoff {
    private static final Logger LOG = Logger.getLogger(Handoff.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final OwnershipStore ownerships;
    private final UnansweredHandback handbacks;
    private final TurnRelay turns;
    private final EventPublisher events;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    Handoff(
            OwnershipStore ownerships,
            UnansweredHandback handbacks,
            TurnRelay turns,
            EventPublisher events,
            InstantSource clock,
            MeterRegistry metrics) {
        this.ownerships = ownerships;
        this.handbacks = handbacks;
        this.turns = turns;
        this.events = events;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Makes an operator the owner: once this has returned, no AI part's send starts. Waits for a
     * send in flight; changes nothing if an operator is the owner already.
     *
     * @throws RefusedRequest 503, with nothing changed, if a send does not end in time; also 503 if
     *     the database does not answer, and then the owner may have changed or not
     */
    public Ownership takeOver(ConversationKey conversation, String actor, @Nullable String reason) {
        return changed(
                conversation,
                "takeover",
                orRefuse(() -> ownerships.takeOver(conversation.id(), actor, reason)));
    }

    /**
     * @throws RefusedRequest 409 if the customer has opted out
     */
    public void refuseIfOptedOut(ConversationKey conversation) {
        if (ownerships.current(conversation.id()).optedOut()) {
            throw RefusedRequest.conflicting(
                    "phone",
                    "this customer has opted out: nothing is sent until the customer writes START");
        }
    }

    /** Publishes a takeover from the paired phone, which the store has already. */
    public void tookOver(ConversationKey conversation, OwnershipStore.ChangeResult change) {
        var _ = changed(conversation, "takeover", change);
    }

    /** Makes the AI the owner; changes nothing if it is already. */
    void handBack(ConversationKey conversation, String actor, @Nullable String reason) {
        var _ =
                changed(
                        conversation,
                        "handback",
                        orRefuse(() -> ownerships.handBack(conversation.id(), actor, reason)));
    }

    /** The same, and the AI answers the customer's messages that nobody has answered. */
    void handBackWithPending(ConversationKey conversation, String actor, @Nullable String reason) {
        var handback = orRefuse(() -> handbacks.handBack(conversation, actor, reason));
        var _ = changed(conversation, "handback", handback.change());
        handback.pending().ifPresent(turns::publish);
    }

    private static <T> T orRefuse(Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            if (InfrastructureFailures.isDown(e)) {
                LOG.warnf(
                        "Ownership change failed, answering 503 cause=%s",
                        e.getClass().getSimpleName());
                throw RefusedRequest.notNow(
                        InfrastructureFailures.isLockNotAvailable(e)
                                ? "the owner cannot change now and has not: a message is just"
                                        + " being sent; try again"
                                : "the database does not answer: the owner may have changed or"
                                        + " not; try again, a repeat does no harm",
                        RETRY_AFTER);
            }
            throw e;
        }
    }

    private Ownership changed(
            ConversationKey conversation, String kind, OwnershipStore.ChangeResult change) {
        if (change.changed()) {
            metrics.counter("switchboard.handoffs", "kind", kind).increment();
            LOG.infof(
                    "Ownership changed conversation=%s kind=%s epoch=%d",
                    conversation.id(), kind, change.ownership().epoch());
            publishHint(conversation, change.ownership());
        }
        return change.ownership();
    }

    /** May be lost: the store has the same. */
    private void publishHint(ConversationKey conversation, Ownership now) {
        events.hint(
                new OwnershipChanged(
                        UUID.randomUUID(),
                        conversation,
                        now.isOwnedByAi(),
                        now.epoch(),
                        clock.instant()));
    }
}
