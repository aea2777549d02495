package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.outbound.fence.Crossing;
import dev.switchboard.outbound.fence.Fence;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.Line;
import dev.switchboard.outbound.fence.Passage;
import dev.switchboard.outbound.provider.Deadline;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.Permit;
import dev.switchboard.outbound.provider.Provider;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.transcript.part.BegunSend;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sends one part once and keeps what became of it: the part is {@code SENDING} before the request
 * leaves, and its row knows the result before anything else happens.
 */
@ApplicationScoped
public class SendAttempt {
    private static final Logger LOG = Logger.getLogger(SendAttempt.class);

    private final PartStore parts;
    private final Providers providers;
    private final Fence fence;
    private final Outcomes outcomes;
    private final StoreUntilKept store;
    private final DeliveryMeters meters;
    private final InstantSource clock;
    private final SendGate gate;
    private final Brakes brakes;
    private final FenceSettings limits;
    private final Duration latestStartAfter;

    SendAttempt(
            PartStore parts,
            Providers providers,
            Fence fence,
            Outcomes outcomes,
            StoreUntilKept store,
            DeliveryMeters meters,
            InstantSource clock,
            SendGate gate,
            Brakes brakes,
            FenceSettings limits,
            DeliverySettings settings) {
        this.parts = parts;
        this.providers = providers;
        this.fence = fence;
        this.outcomes = outcomes;
        this.store = store;
        this.meters = meters;
        this.clock = clock;
        this.gate = gate;
        this.brakes = brakes;
        this.limits = limits;
        // Whoever finds the part SENDING waits for the whole settle time before it sends itself.
        this.latestStartAfter = settings.settle().dividedBy(2);
    }

    /**
     * @param line where it is lost the part waits no more, and is left to the fence
     * @return why the part is to be sent again after a while; empty where it is not
     */
    Optional<SendFailure> send(ReplyDecided reply, Part part, OutgoingPart outgoing, Line line)
            throws InterruptedException {
        try (var _ = gate.enter(reply, outcomes.lastTryAfter(part), line)) {
            var begun = Undisturbed.call(() -> begin(part, outgoing));
            if (begun.isEmpty()) {
                return Optional.empty();
            }
            var attempt = begun.get();
            return conclude(attempt, Undisturbed.call(() -> pass(reply, attempt)));
        }
    }

    /** Empty where the part did not wait to be sent any more, or the customer has opted out. */
    private Optional<Attempt> begin(Part part, OutgoingPart outgoing) {
        var latestStart = Deadline.in(latestStartAfter);
        var begun = parts.beginSending(part.id(), clock.instant());
        if (begun.isEmpty()) {
            endIfOptedOut(part);
        }
        return begun.map(it -> new Attempt(part, outgoing, it, latestStart));
    }

    private void endIfOptedOut(Part part) {
        if (parts.failedByOptOut(part.id(), clock.instant())) {
            meters.failed(part);
        }
    }

    private Passage<SendResult> pass(ReplyDecided reply, Attempt attempt) {
        return reply.isFenced()
                ? fence.pass(attempt.part().conversation(), reply.epoch(), attempt)
                : new Passage.Unstored<>(attempt.act(Deadline.in(limits.hold())));
    }

    private Optional<SendFailure> conclude(Attempt attempt, Passage<SendResult> passage)
            throws InterruptedException {
        return switch (passage) {
            case Passage.Passed<SendResult>(var result) -> attempt.again(result);
            case Passage.Denied<SendResult> _ -> {
                parts.find(attempt.part().id())
                        .ifPresent(denied -> meters.ended(denied, denied.state()));
                yield Optional.empty();
            }
            case Passage.Unstored<SendResult>(var result) -> {
                store.insist(() -> attempt.store(result));
                yield attempt.again(result);
            }
            case Passage.Unreached<SendResult>(var cause) -> postponed(attempt, cause);
        };
    }

    private Optional<SendFailure> postponed(Attempt attempt, RuntimeException cause)
            throws InterruptedException {
        store.insist(() -> parts.postpone(attempt.part().id(), attempt.number(), clock.instant()));
        if (!Infrastructure.isDown(cause)) {
            throw cause;
        }
        return Optional.of(SendFailure.notSent("the store could not be asked"));
    }

    /** One request to the provider. */
    private final class Attempt implements Crossing<SendResult> {
        private final Part part;
        private final OutgoingPart outgoing;
        private final BegunSend begun;
        private final Deadline latestStart;
        private final boolean last;

        /** Whether we did not let it start: it was too late, or the last look did not allow it. */
        private boolean stopped;

        private Attempt(Part part, OutgoingPart outgoing, BegunSend begun, Deadline latestStart) {
            this.part = part;
            this.outgoing = outgoing;
            this.begun = begun;
            this.latestStart = latestStart;
            this.last = outcomes.isLastTry(part);
        }

        private int number() {
            return begun.attempt();
        }

        private Part part() {
            return part;
        }

        @Override
        public SendResult act(Deadline deadline) {
            if (latestStart.hasPassed()) {
                stopped = true;
                return heldUp();
            }
            var provider = providers.on(part.channel());
            var permit = new Permit(deadline, () -> mayStart(deadline));
            var result = meters.watch(part, () -> request(provider, permit));
            if (stopped) {
                return heldUp();
            }
            brakes.note(outgoing.conversation(), result);
            return result;
        }

        private SendResult heldUp() {
            LOG.infof("Part held up for too long, not sent part=%s", part.id());
            return new SendResult.Refused(SendFailure.notSent("held up for too long"));
        }

        /**
         * Joins the fence's transaction, where there is one: a lock that was lost with its session
         * is seen by that this fails.
         */
        private boolean mayStart(Deadline deadline) {
            stopped = true;
            var idle = deadline.remaining().plus(limits.margin());
            var may = parts.mayStart(part.id(), begun, latestStartAfter, idle);
            stopped = !may;
            return may;
        }

        private SendResult request(Provider provider, Permit permit) {
            try {
                return provider.send(outgoing, permit);
            } catch (InterruptedException e) {
                // The flag is not set again: it would break the transaction that keeps the result.
                return new SendResult.Refused(SendFailure.notSent("told to stop"));
            }
        }

        @Override
        public void store(SendResult result) {
            outcomes.store(part, number(), result, isLast());
        }

        @Override
        public void denied() {
            parts.suppressFrom(part.id(), clock.instant());
        }

        /** Why there is another attempt after this one, whose result is kept. */
        private Optional<SendFailure> again(SendResult result) {
            outcomes.tell(part, result, isLast());
            return outcomes.isTriedAgain(result, isLast());
        }

        /** Only what the provider has refused counts as a try. */
        private boolean isLast() {
            return last && !stopped;
        }
    }
}
