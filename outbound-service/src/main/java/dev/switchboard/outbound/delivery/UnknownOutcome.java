package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.outbound.fence.Line;
import dev.switchboard.outbound.provider.Deadline;
import dev.switchboard.outbound.provider.Evidence;
import dev.switchboard.outbound.provider.Evidence.Candidate;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.Providers;
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
 * Clears up a part whose send was begun and whose result is not known, after a crash or a lost
 * answer. It is never blindly sent again: evidence is a status that names the part, or the
 * provider's own list of messages.
 */
@ApplicationScoped
public class UnknownOutcome {
    private static final Logger LOG = Logger.getLogger(UnknownOutcome.class);

    /** Longer than a provider's list may be off. */
    private static final Duration SAME_TIME = Duration.ofMinutes(15);

    private static final Set<PartState> IN_DOUBT = Set.of(PartState.SENDING, PartState.UNKNOWN);

    private final PartStore parts;
    private final Providers providers;
    private final DeliverySettings settings;
    private final DeliveryMeters meters;
    private final InstantSource clock;

    UnknownOutcome(
            PartStore parts,
            Providers providers,
            DeliverySettings settings,
            DeliveryMeters meters,
            InstantSource clock) {
        this.parts = parts;
        this.providers = providers;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Returns when the part is not {@code SENDING} any more: adopted, put back because the
     * provider's list shows after the settle time that it does not have it, or parked as {@code
     * UNKNOWN}.
     *
     * @param line where it is lost the part will not be sent again, and what is behind it, such as
     *     an operator's message, does not wait for its outcome: that is looked for apart
     */
    void clearUp(OutgoingPart outgoing, Part part, Line line) throws InterruptedException {
        switch (settled(outgoing, part, line)) {
            case ADOPTED -> LOG.infof("The part's outcome is known part=%s", part.id());
            case LINE_LOST -> leaveAside(outgoing, part);
            case ABSENT -> {
                LOG.infof("The provider does not have the part, sending it part=%s", part.id());
                parts.postpone(part.id(), part.attempts(), clock.instant());
            }
            case NO_ANSWER, UNREACHABLE -> park(part);
        }
    }

    /** Listed as of unknown outcome meanwhile, which it stays if this process ends. */
    private void leaveAside(OutgoingPart outgoing, Part part) {
        LOG.infof("Ownership lost, the part's outcome is looked for apart part=%s", part.id());
        parts.unknown(part.id(), PartFailure.NO_EVIDENCE, clock.instant());
        meters.unknown(part);
        Thread.ofVirtual()
                .name("reconcile-" + part.id())
                .start(() -> reconcileApart(outgoing, part));
    }

    private void reconcileApart(OutgoingPart outgoing, Part part) {
        try {
            var listing = settled(outgoing, part, Line.NEVER_LOST);
            if (listing == Listing.ABSENT) {
                parts.absent(part.id(), part.attempts(), clock.instant());
            }
            LOG.infof("The part's outcome was looked for part=%s listing=%s", part.id(), listing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf(
                    LoggableFailure.of(e),
                    "The part's outcome could not be looked for, it stays unknown part=%s",
                    part.id());
        }
    }

    /**
     * What is known after a settle time in which the provider could be asked throughout: whoever
     * comes back after an outage may still be working off what it took before. It is waited for as
     * long as a part is tried at all.
     */
    private Listing settled(OutgoingPart outgoing, Part part, Line line)
            throws InterruptedException {
        var givenUp = Deadline.in(settings.giveUpAfter());
        var end = Deadline.in(settings.settle());
        while (true) {
            if (isKnownWithin(end.within(settings.listEvery()), part, line)) {
                return Listing.ADOPTED;
            }
            if (line.isLostWithin(Duration.ZERO)) {
                return Listing.LINE_LOST;
            }
            var listing = listed(outgoing, part);
            if (listing == Listing.UNREACHABLE && !givenUp.hasPassed()) {
                end = Deadline.in(settings.settle());
            } else if (listing == Listing.ADOPTED
                    || listing == Listing.UNREACHABLE
                    || end.hasPassed()) {
                return listing;
            }
        }
    }

    /** Whether a status has told the part's outcome before this time is over, or the line lost. */
    private boolean isKnownWithin(Deadline end, Part part, Line line) throws InterruptedException {
        var known = isKnown(part);
        while (!known && !end.hasPassed() && !line.isLostWithin(settings.evidenceEvery())) {
            known = isKnown(part);
        }
        return known;
    }

    private boolean isKnown(Part part) {
        return parts.find(part.id())
                .filter(now -> IN_DOUBT.contains(now.state()) && now.attempts() == part.attempts())
                .isEmpty();
    }

    private Listing listed(OutgoingPart outgoing, Part part) throws InterruptedException {
        var since = part.sendingSince().orElse(part.createdAt());
        return switch (providers.on(part.channel()).evidenceOf(outgoing, since)) {
            case Evidence.Candidates(var candidates) -> weigh(part, candidates);
            case Evidence.NotKept _ -> Listing.NO_ANSWER;
            case Evidence.Unavailable _ -> Listing.UNREACHABLE;
        };
    }

    /**
     * One that may be somebody else's proves neither that the part was sent nor that it was not.
     */
    private Listing weigh(Part part, List<Candidate> candidates) {
        var known = parts.known(candidates.stream().map(Candidate::providerMessageId).toList());
        var unaccounted =
                candidates.stream().filter(it -> !known.contains(it.providerMessageId())).toList();
        if (unaccounted.isEmpty()) {
            return Listing.ABSENT;
        }
        var first = unaccounted.getFirst();
        return unaccounted.size() == 1 && first.surelyOurs() && !parts.hasRivals(part, SAME_TIME)
                ? adopt(part, first.providerMessageId())
                : Listing.NO_ANSWER;
    }

    private Listing adopt(Part part, String providerMessageId) {
        parts.accepted(part.id(), providerMessageId, clock.instant());
        return Listing.ADOPTED;
    }

    private void park(Part part) {
        LOG.warnf(
                "The part's outcome stays unknown, an operator has to look part=%s provider=%s",
                part.id(), part.channel().wireName());
        parts.unknown(part.id(), PartFailure.NO_EVIDENCE, clock.instant());
        meters.unknown(part);
    }

    /** What the provider's list says of a part. */
    private enum Listing {
        ADOPTED,
        ABSENT,
        NO_ANSWER,
        UNREACHABLE,
        /** It was not asked to the end. */
        LINE_LOST
    }
}
