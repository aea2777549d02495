package dev.switchboard.outbound.reconcile;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendEvidence.Candidate;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.part.DeliveryMeters;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Reconciles a part of unknown outcome, after a crash or a lost response. It is never blindly sent
 * again: evidence is a status that names the part, or the provider's own list of messages.
 */
@ApplicationScoped
public class PartReconciler {
    private static final Logger LOG = Logger.getLogger(PartReconciler.class);

    /** Longer than the times of a provider's list may be off. */
    private static final Duration RIVAL_WINDOW = Duration.ofMinutes(15);

    private static final Set<PartState> OUTCOME_UNKNOWN =
            Set.of(PartState.SENDING, PartState.UNKNOWN);

    private final PartStore parts;
    private final MessageSenders senders;
    private final DeliverySettings settings;
    private final DeliveryMeters meters;
    private final InstantSource clock;

    PartReconciler(
            PartStore parts,
            MessageSenders senders,
            DeliverySettings settings,
            DeliveryMeters meters,
            InstantSource clock) {
        this.parts = parts;
        this.senders = senders;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Returns when the part is no longer {@code SENDING}: its outcome is known, it is {@code
     * PENDING} again because the provider's list does not have it after the reconcile timeout, or
     * it is {@code UNKNOWN}.
     *
     * @param takeover once it is signalled the part will not be sent again, and the parts behind
     *     it, such as an operator's, do not wait: the part is reconciled in the background
     */
    public void reconcile(OutgoingPart outgoing, Part part, TakeoverSignal takeover)
            throws InterruptedException {
        switch (findOutcome(outgoing, part, takeover)) {
            case KNOWN -> LOG.infof("Part outcome known part=%s", part.id());
            case TAKEN_OVER -> reconcileInBackground(outgoing, part);
            case ABSENT -> {
                LOG.infof("Part not found at provider, sending again part=%s", part.id());
                parts.postpone(part.id(), part.attempts(), clock.instant());
            }
            case INCONCLUSIVE, UNREACHABLE -> giveUp(part);
        }
    }

    /** Marks the part {@code UNKNOWN} first, which it stays if this process ends. */
    private void reconcileInBackground(OutgoingPart outgoing, Part part) {
        LOG.infof("Conversation taken over, reconciling in background part=%s", part.id());
        parts.unknown(part.id(), PartFailure.NO_EVIDENCE, clock.instant());
        meters.countUnknown(part);
        Thread.ofVirtual()
                .name("reconcile-" + part.id())
                .start(() -> reconcileSuppressed(outgoing, part));
    }

    private void reconcileSuppressed(OutgoingPart outgoing, Part part) {
        try {
            var result = findOutcome(outgoing, part, TakeoverSignal.NEVER);
            if (result == ReconcileResult.ABSENT) {
                parts.suppressUnsent(part.id(), part.attempts(), clock.instant());
            }
            LOG.infof("Part reconciled in background part=%s result=%s", part.id(), result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Reconciling in background failed, part outcome stays unknown part=%s",
                    part.id());
        }
    }

    /**
     * Looks for evidence until the reconcile timeout has passed with the provider reachable
     * throughout: after an outage a provider may still be processing what it accepted before. An
     * outage is waited out for as long as a part is tried at all.
     */
    private ReconcileResult findOutcome(OutgoingPart outgoing, Part part, TakeoverSignal takeover)
            throws InterruptedException {
        var outageDeadline = Deadline.in(settings.timeout());
        var deadline = Deadline.in(settings.reconcileTimeout());
        while (true) {
            if (awaitStatus(deadline.within(settings.reconcileListInterval()), part, takeover)) {
                return ReconcileResult.KNOWN;
            }
            if (takeover.awaitTakeover(Duration.ZERO)) {
                return ReconcileResult.TAKEN_OVER;
            }
            var result = checkEvidence(outgoing, part);
            if (result == ReconcileResult.UNREACHABLE && !outageDeadline.hasPassed()) {
                deadline = Deadline.in(settings.reconcileTimeout());
            } else if (result == ReconcileResult.KNOWN
                    || result == ReconcileResult.UNREACHABLE
                    || deadline.hasPassed()) {
                return result;
            }
        }
    }

    /** Returns whether a status made the outcome known before the deadline or a takeover. */
    private boolean awaitStatus(Deadline deadline, Part part, TakeoverSignal takeover)
            throws InterruptedException {
        var known = isOutcomeKnown(part);
        while (!known
                && !deadline.hasPassed()
                && !takeover.awaitTakeover(settings.reconcileInterval())) {
            known = isOutcomeKnown(part);
        }
        return known;
    }

    private boolean isOutcomeKnown(Part part) {
        return parts.find(part.id())
                .filter(now ->
                        OUTCOME_UNKNOWN.contains(now.state()) && now.attempts() == part.attempts())
                .isEmpty();
    }

    private ReconcileResult checkEvidence(OutgoingPart outgoing, Part part)
            throws InterruptedException {
        var since = part.sendingSince().orElse(part.createdAt());
        return switch (senders.on(part.channel()).findEvidence(outgoing, since)) {
            case SendEvidence.Candidates(var candidates) -> evaluate(part, candidates);
            case SendEvidence.Inconclusive _ -> ReconcileResult.INCONCLUSIVE;
            case SendEvidence.Unavailable _ -> ReconcileResult.UNREACHABLE;
        };
    }

    /**
     * A message that may be another sender's proves neither that the part was sent nor that it was
     * not.
     */
    private ReconcileResult evaluate(Part part, List<Candidate> candidates) {
        var known = parts.known(candidates.stream().map(Candidate::providerMessageId).toList());
        var unaccounted =
                candidates.stream().filter(it -> !known.contains(it.providerMessageId())).toList();
        if (unaccounted.isEmpty()) {
            return ReconcileResult.ABSENT;
        }
        var first = unaccounted.getFirst();
        return unaccounted.size() == 1
                        && first.surelyOurs()
                        && !parts.hasIndistinguishable(part, RIVAL_WINDOW)
                ? accept(part, first.providerMessageId())
                : ReconcileResult.INCONCLUSIVE;
    }

    private ReconcileResult accept(Part part, String providerMessageId) {
        parts.accepted(part.id(), providerMessageId, clock.instant());
        return ReconcileResult.KNOWN;
    }

    private void giveUp(Part part) {
        LOG.warnf(
                "Part outcome stays unknown, left to an operator part=%s provider=%s",
                part.id(), part.channel().wireName());
        parts.unknown(part.id(), PartFailure.NO_EVIDENCE, clock.instant());
        meters.countUnknown(part);
    }

    /** Result of looking for evidence. */
    private enum ReconcileResult {
        KNOWN,
        /** The provider's list does not have the part. */
        ABSENT,
        INCONCLUSIVE,
        UNREACHABLE,
        /** Looking ended early. */
        TAKEN_OVER
    }
}
