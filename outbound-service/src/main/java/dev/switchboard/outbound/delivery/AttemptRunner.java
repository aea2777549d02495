package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.fence.Fence;
import dev.switchboard.outbound.fence.FenceResult;
import dev.switchboard.outbound.fence.FencedAction;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a begun attempt: the request under the {@link Fence}, and the storage of its result before
 * anything else happens.
 */
@ApplicationScoped
public class AttemptRunner {
    private final Fence fence;
    private final ProviderRequest request;
    private final SendResultHandler results;
    private final PartStore parts;
    private final InstantSource clock;

    AttemptRunner(
            Fence fence,
            ProviderRequest request,
            SendResultHandler results,
            PartStore parts,
            InstantSource clock) {
        this.fence = fence;
        this.request = request;
        this.results = results;
        this.parts = parts;
        this.clock = clock;
    }

    /** Attempt that was run. */
    record Run(
            SendAttempt attempt,
            FenceResult<SendAttempt.Result> fenced,
            AtomicReference<@Nullable Part> stored) {

        /** The part as the fence's transaction has stored it. */
        private Part storedPart() {
            return Objects.requireNonNull(stored.get());
        }
    }

    /** Must not be interrupted: the outcome of an interrupted request is unknown. */
    Run run(ReplyDecided reply, SendAttempt attempt) {
        var stored = new AtomicReference<@Nullable Part>();
        var action =
                new FencedAction<>(
                        permit -> request.send(attempt, permit),
                        result -> stored.set(results.store(attempt, result)),
                        () -> stored.set(suppress(attempt)));
        var fencedAttempt = request.fenced(reply, attempt);
        var fenced =
                reply.isFenced()
                        ? fence.run(fencedAttempt, action)
                        : fence.runWithoutLock(fencedAttempt, action);
        return new Run(attempt, fenced, stored);
    }

    private Part suppress(SendAttempt attempt) {
        return parts.suppressFrom(
                attempt.part().id(), attempt.started().attempt(), clock.instant());
    }

    /** Reports the result, and stores it where that has failed. */
    DeliveryStep finish(Run run) throws InterruptedException {
        var attempt = run.attempt();
        return switch (run.fenced()) {
            case FenceResult.Completed<SendAttempt.Result>(var result) ->
                    new DeliveryStep(run.storedPart(), results.report(attempt, result));
            case FenceResult.Denied<SendAttempt.Result> _ -> {
                var part = run.storedPart();
                results.countDenied(part);
                yield DeliveryStep.to(part);
            }
            case FenceResult.Unstored<SendAttempt.Result>(var result) -> {
                var part = PersistWithRetry.persist(() -> results.store(attempt, result));
                yield new DeliveryStep(part, results.report(attempt, result));
            }
            case FenceResult.NotStarted<SendAttempt.Result>(var cause) -> {
                var part = PersistWithRetry.persist(() -> results.postpone(attempt));
                if (!InfrastructureFailures.isDown(cause)) {
                    throw cause;
                }
                yield new DeliveryStep(
                        part, Optional.of(SendFailure.notSent("the store was not available")));
            }
        };
    }
}
