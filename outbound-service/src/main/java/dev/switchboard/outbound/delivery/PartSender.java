package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.fence.Fence;
import dev.switchboard.outbound.fence.FenceResult;
import dev.switchboard.outbound.fence.FencedAction;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.limit.SendLimiter;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStore;
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
    private final PartStore parts;
    private final Fence fence;
    private final ProviderRequest request;
    private final SendResultHandler results;
    private final InstantSource clock;

    PartSender(
            SendLimiter limiter,
            PartStore parts,
            Fence fence,
            ProviderRequest request,
            SendResultHandler results,
            InstantSource clock) {
        this.limiter = limiter;
        this.parts = parts;
        this.fence = fence;
        this.request = request;
        this.results = results;
        this.clock = clock;
    }

    /**
     * @param takeover once it is signalled the part waits no more, and the fence decides
     * @return the failure after which the part is to be retried; empty if it is not
     */
    Optional<SendFailure> send(
            ReplyDecided reply, Part part, OutgoingPart outgoing, TakeoverSignal takeover)
            throws InterruptedException {
        try (var _ = limiter.acquire(reply, results.lastAttemptAfter(part), takeover)) {
            var begun = Uninterruptibly.call(() -> begin(part, outgoing));
            if (begun.isEmpty()) {
                return Optional.empty();
            }
            var attempt = begun.get();
            return handle(attempt, Uninterruptibly.call(() -> run(reply, attempt)));
        }
    }

    /** Empty if the part was no longer {@code PENDING}, or the customer has opted out. */
    private Optional<SendAttempt> begin(Part part, OutgoingPart outgoing) {
        var startDeadline = request.startDeadline();
        var started = parts.beginSending(part.id(), clock.instant());
        if (started.isEmpty()) {
            results.failIfOptedOut(part);
        }
        return started.map(it ->
                new SendAttempt(part, outgoing, it, startDeadline, results.isLastAttempt(part)));
    }

    private FenceResult<SendAttempt.Result> run(ReplyDecided reply, SendAttempt attempt) {
        var action =
                new FencedAction<>(
                        deadline -> request.send(attempt, deadline),
                        result -> results.store(attempt, result),
                        () -> parts.suppressFrom(attempt.part().id(), clock.instant()));
        return reply.isFenced()
                ? fence.run(attempt.part().conversation(), reply.epoch(), action)
                : fence.runWithoutLock(action);
    }

    private Optional<SendFailure> handle(
            SendAttempt attempt, FenceResult<SendAttempt.Result> fenced)
            throws InterruptedException {
        return switch (fenced) {
            case FenceResult.Completed<SendAttempt.Result>(var result) ->
                    results.report(attempt, result);
            case FenceResult.Denied<SendAttempt.Result> _ -> {
                results.countDenied(attempt);
                yield Optional.empty();
            }
            case FenceResult.Unstored<SendAttempt.Result>(var result) -> {
                PersistWithRetry.persist(() -> results.store(attempt, result));
                yield results.report(attempt, result);
            }
            case FenceResult.NotStarted<SendAttempt.Result>(var cause) -> {
                PersistWithRetry.persist(() -> results.postpone(attempt));
                if (!InfrastructureFailures.isDown(cause)) {
                    throw cause;
                }
                yield Optional.of(SendFailure.notSent("the store was not available"));
            }
        };
    }
}
