package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.fence.Fence;
import dev.switchboard.outbound.fence.FenceResult;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.FencedAction;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.provider.Deadline;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.Permit;
import dev.switchboard.outbound.provider.Provider;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.part.StartedSend;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sends one part once and stores the result: the part is {@code SENDING} before the request leaves,
 * and its row has the result before anything else happens.
 */
@ApplicationScoped
public class SendAttempt {
    private static final Logger LOG = Logger.getLogger(SendAttempt.class);

    private final PartStore parts;
    private final Providers providers;
    private final Fence fence;
    private final SendResultHandler results;
    private final PersistWithRetry store;
    private final DeliveryMeters meters;
    private final InstantSource clock;
    private final SendLimiter limiter;
    private final SendCircuitBreakers circuitBreakers;
    private final FenceSettings fenceSettings;
    private final Duration maxStartDelay;

    SendAttempt(
            PartStore parts,
            Providers providers,
            Fence fence,
            SendResultHandler results,
            PersistWithRetry store,
            DeliveryMeters meters,
            InstantSource clock,
            SendLimiter limiter,
            SendCircuitBreakers circuitBreakers,
            FenceSettings fenceSettings,
            DeliverySettings settings) {
        this.parts = parts;
        this.providers = providers;
        this.fence = fence;
        this.results = results;
        this.store = store;
        this.meters = meters;
        this.clock = clock;
        this.limiter = limiter;
        this.circuitBreakers = circuitBreakers;
        this.fenceSettings = fenceSettings;
        // An instance that finds the part SENDING sends it only after the whole reconcile timeout.
        this.maxStartDelay = settings.reconcileTimeout().dividedBy(2);
    }

    /**
     * @param takeover once it is signalled the part waits no more, and the fence decides
     * @return the failure after which the part is to be retried; empty if it is not
     */
    Optional<SendFailure> send(
            ReplyDecided reply, Part part, OutgoingPart outgoing, TakeoverSignal takeover)
            throws InterruptedException {
        try (var _ = limiter.acquire(reply, results.lastAttemptAfter(part), takeover)) {
            var started = Uninterruptibly.call(() -> start(part, outgoing));
            if (started.isEmpty()) {
                return Optional.empty();
            }
            var attempt = started.get();
            return handle(attempt, Uninterruptibly.call(() -> sendFenced(reply, attempt)));
        }
    }

    /** Empty if the part was no longer {@code PENDING}, or the customer has opted out. */
    private Optional<Attempt> start(Part part, OutgoingPart outgoing) {
        var startDeadline = Deadline.in(maxStartDelay);
        var started = parts.beginSending(part.id(), clock.instant());
        if (started.isEmpty()) {
            failIfOptedOut(part);
        }
        return started.map(it -> new Attempt(part, outgoing, it, startDeadline));
    }

    private void failIfOptedOut(Part part) {
        if (parts.failedByOptOut(part.id(), clock.instant())) {
            meters.countFailed(part);
        }
    }

    private FenceResult<SendResult> sendFenced(ReplyDecided reply, Attempt attempt) {
        return reply.isFenced()
                ? fence.run(attempt.part().conversation(), reply.epoch(), attempt)
                : new FenceResult.Unstored<>(
                        attempt.run(Deadline.in(fenceSettings.maxLockDuration())));
    }

    private Optional<SendFailure> handle(Attempt attempt, FenceResult<SendResult> fenced)
            throws InterruptedException {
        return switch (fenced) {
            case FenceResult.Completed<SendResult>(var result) -> attempt.report(result);
            case FenceResult.Denied<SendResult> _ -> {
                parts.find(attempt.part().id())
                        .ifPresent(denied -> meters.count(denied, denied.state()));
                yield Optional.empty();
            }
            case FenceResult.Unstored<SendResult>(var result) -> {
                store.persist(() -> attempt.store(result));
                yield attempt.report(result);
            }
            case FenceResult.NotStarted<SendResult>(var cause) -> postpone(attempt, cause);
        };
    }

    private Optional<SendFailure> postpone(Attempt attempt, RuntimeException cause)
            throws InterruptedException {
        store.persist(() -> parts.postpone(attempt.part().id(), attempt.number(), clock.instant()));
        if (!InfrastructureFailures.isDown(cause)) {
            throw cause;
        }
        return Optional.of(SendFailure.notSent("the store was not available"));
    }

    /** Request to the provider. */
    private final class Attempt implements FencedAction<SendResult> {
        private final Part part;
        private final OutgoingPart outgoing;
        private final StartedSend started;
        private final Deadline startDeadline;
        private final boolean last;

        /** True if this process did not send it: too late, or the final check refused it. */
        private boolean prevented;

        private Attempt(
                Part part, OutgoingPart outgoing, StartedSend started, Deadline startDeadline) {
            this.part = part;
            this.outgoing = outgoing;
            this.started = started;
            this.startDeadline = startDeadline;
            this.last = results.isLastAttempt(part);
        }

        private int number() {
            return started.attempt();
        }

        private Part part() {
            return part;
        }

        @Override
        public SendResult run(Deadline deadline) {
            if (startDeadline.hasPassed()) {
                prevented = true;
                return tooLate();
            }
            var provider = providers.on(part.channel());
            var permit = new Permit(deadline, () -> mayStart(deadline));
            var result = meters.measure(part, () -> request(provider, permit));
            if (prevented) {
                return tooLate();
            }
            circuitBreakers.onResult(outgoing.conversation(), result);
            return result;
        }

        private SendResult tooLate() {
            LOG.infof("Send delayed for too long, part not sent part=%s", part.id());
            return new SendResult.Refused(SendFailure.notSent("held up for too long"));
        }

        /**
         * Joins the fence's transaction, if there is one, and fails if the lock was lost with its
         * session.
         */
        private boolean mayStart(Deadline deadline) {
            prevented = true;
            var idle = deadline.remaining().plus(fenceSettings.margin());
            var may = parts.mayStart(part.id(), started, maxStartDelay, idle);
            prevented = !may;
            return may;
        }

        private SendResult request(Provider provider, Permit permit) {
            try {
                return provider.send(outgoing, permit);
            } catch (InterruptedException e) {
                // The flag is not set again: it would break the transaction that stores the result.
                return new SendResult.Refused(SendFailure.notSent("told to stop"));
            }
        }

        @Override
        public void store(SendResult result) {
            results.store(part, number(), result, isLast());
        }

        @Override
        public void storeDenied() {
            parts.suppressFrom(part.id(), clock.instant());
        }

        /** Reports the stored result, and returns the failure after which the part is retried. */
        private Optional<SendFailure> report(SendResult result) {
            results.report(part, result, isLast());
            return results.retryableFailure(result, isLast());
        }

        /** Only an attempt that the provider refused can be the last. */
        private boolean isLast() {
            return last && !prevented;
        }
    }
}
