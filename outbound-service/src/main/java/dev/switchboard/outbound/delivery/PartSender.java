package dev.switchboard.outbound.delivery;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.limit.SendLimiter;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.part.PlannedParts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Sends one part once and stores the result: the part is {@code SENDING} before the request leaves,
 * and its row has the result before anything else happens.
 */
@ApplicationScoped
public class PartSender {
    private final SendLimiter limiter;
    private final ReplyPlan plan;
    private final PartStore parts;
    private final AttemptRunner runner;
    private final ProviderRequest request;
    private final SendResultHandler results;
    private final InstantSource clock;

    PartSender(
            SendLimiter limiter,
            ReplyPlan plan,
            PartStore parts,
            AttemptRunner runner,
            ProviderRequest request,
            SendResultHandler results,
            InstantSource clock) {
        this.limiter = limiter;
        this.plan = plan;
        this.parts = parts;
        this.runner = runner;
        this.request = request;
        this.results = results;
        this.clock = clock;
    }

    /**
     * Stores a reply's parts; where they are new and there is room at once, sends the first one,
     * whose send begins in the statement that stores them.
     */
    StartedReply start(ReplyDecided reply) throws InterruptedException {
        var slot = limiter.tryAcquire(reply);
        if (slot.isEmpty()) {
            return new StartedReply(plan.store(reply), Optional.empty());
        }
        try (var _ = slot.get()) {
            var first = Uninterruptibly.call(() -> startFirst(reply));
            return new StartedReply(
                    first.planned().parts(),
                    first.run().isPresent()
                            ? Optional.of(runner.finish(first.run().get()))
                            : Optional.empty());
        }
    }

    private FirstSend startFirst(ReplyDecided reply) {
        var startDeadline = request.startDeadline();
        var planned = plan.storeAndBegin(reply);
        return new FirstSend(
                planned,
                planned.begun()
                        .map(started -> {
                            var part = planned.parts().getFirst();
                            return runner.run(
                                    reply,
                                    new SendAttempt(
                                            part,
                                            SendAttempt.outgoing(reply, part),
                                            started,
                                            startDeadline,
                                            results.isLastAttempt(part)));
                        }));
    }

    /** The send of a first part, if it was begun. */
    private record FirstSend(PlannedParts planned, Optional<AttemptRunner.Run> run) {}

    /**
     * Sends a pending part.
     *
     * @param takeover once it is signalled the part waits no more, and the fence decides
     */
    DeliveryStep send(ReplyDecided reply, Part part, TakeoverSignal takeover)
            throws InterruptedException {
        try (var _ = limiter.acquire(reply, results.lastAttemptAfter(part), takeover)) {
            var run =
                    Uninterruptibly.call(
                            () -> begin(reply, part).map(attempt -> runner.run(reply, attempt)));
            return run.isPresent()
                    ? runner.finish(run.get())
                    : DeliveryStep.to(Uninterruptibly.call(() -> parts.require(part.id())));
        }
    }

    /** Empty if the part was no longer {@code PENDING}, or the customer has opted out. */
    private Optional<SendAttempt> begin(ReplyDecided reply, Part part) {
        var startDeadline = request.startDeadline();
        var now = clock.instant();
        var started = parts.beginSending(part.id(), now);
        if (started.isEmpty()) {
            results.failIfOptedOut(part);
        }
        return started.map(it ->
                new SendAttempt(
                        part.sending(it, now),
                        SendAttempt.outgoing(reply, part),
                        it,
                        startDeadline,
                        results.isLastAttempt(part)));
    }
}
