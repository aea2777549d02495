package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.fence.TakeoverSignals;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.outbound.reconcile.PartReconciler;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Delivers one part: sends it, retries with backoff, reconciles an unknown outcome. */
@ApplicationScoped
public class PartDelivery {
    private final PartStore parts;
    private final PartSender sender;
    private final PartReconciler reconciler;
    private final TakeoverSignals signals;
    private final MessageSenders senders;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Backoff recipientBackoff;

    PartDelivery(
            PartStore parts,
            PartSender sender,
            PartReconciler reconciler,
            TakeoverSignals signals,
            MessageSenders senders,
            InstantSource clock,
            DeliverySettings settings) {
        this.parts = parts;
        this.sender = sender;
        this.reconciler = reconciler;
        this.signals = signals;
        this.senders = senders;
        this.clock = clock;
        this.backoff = new Backoff(settings.retryInitialBackoff(), settings.retryMaxBackoff());
        this.recipientBackoff =
                new Backoff(settings.recipientInitialBackoff(), settings.recipientMaxBackoff());
    }

    /**
     * Stores the reply's parts and, where there is room, sends the first one; returns when that is
     * to be tried again, if it is.
     */
    StartedReply start(ReplyDecided reply) throws InterruptedException {
        throwIfInterrupted();
        var started = sender.start(reply);
        if (started.failure().isPresent()) {
            try (var takeover = signals.forReply(reply)) {
                awaitRetry(started.firstStep().orElseThrow(), takeover);
            }
        }
        return started;
    }

    /**
     * Returns the part in a final state.
     *
     * @param known as it was last read; read again before anything is based on its state alone
     */
    Part deliver(ReplyDecided reply, Part known) throws InterruptedException {
        var part = known;
        while (!part.state().isFinal()) {
            throwIfInterrupted();
            part =
                    switch (part.state()) {
                        case PENDING -> sendUnlessReplyEnded(reply, part);
                        case SENDING -> reconcile(reply, part);
                        case SUPPRESSED, UNKNOWN, SENT, DELIVERED, READ, FAILED ->
                                throw new AssertionError("already final: " + part.state());
                    };
        }
        return part;
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("told to stop between two steps");
        }
    }

    private Part sendUnlessReplyEnded(ReplyDecided reply, Part part) throws InterruptedException {
        if (part.id().number() == 1) {
            return send(reply, part);
        }
        var all = parts.of(part.id().reply());
        var now = all.get(part.id().number() - 1);
        if (now.state() != PartState.PENDING) {
            return now;
        }
        var failure = replyEndedBy(now, all);
        if (failure.isEmpty()) {
            return send(reply, now);
        }
        parts.failed(now.id(), failure.get(), clock.instant());
        return parts.require(now.id());
    }

    /**
     * The failure of an earlier part that ends the reply and came by status when this part could
     * not be failed with it: it was being sent, or the status did not match a part yet. A part that
     * an operator resends is sent all the same.
     */
    private Optional<PartFailure> replyEndedBy(Part part, List<Part> all) {
        if (part.triedSince().isAfter(part.createdAt())) {
            return Optional.empty();
        }
        var provider = senders.on(part.channel());
        return all.stream()
                .filter(other -> other.id().number() < part.id().number())
                .filter(other -> other.state() == PartState.FAILED)
                .flatMap(other -> other.failure().stream())
                .filter(failure -> !failure.code().equals(PartDecisions.DROPPED))
                .filter(failure -> provider.classOf(failure.code()).endsReply())
                .findFirst();
    }

    private Part send(ReplyDecided reply, Part part) throws InterruptedException {
        try (var takeover = signals.forReply(reply)) {
            var step = sender.send(reply, part, takeover);
            awaitRetry(step, takeover);
            return step.part();
        }
    }

    private void awaitRetry(DeliveryStep step, TakeoverSignal takeover)
            throws InterruptedException {
        var delay =
                step.failure()
                        .map(failure -> backoffAfter(failure, step.part().attempts()))
                        .orElse(Duration.ZERO);
        if (delay.isPositive()) {
            // Either way the fence decides next; what is behind a takeover waits no longer.
            takeover.awaitTakeover(delay);
        }
    }

    private Part reconcile(ReplyDecided reply, Part part) throws InterruptedException {
        try (var takeover = signals.forReply(reply)) {
            reconciler.reconcile(SendAttempt.outgoing(reply, part), part, takeover);
        }
        throwIfInterrupted();
        return parts.require(part.id());
    }

    private Duration backoffAfter(SendFailure failure, int attempts) {
        return switch (failure.failureClass()) {
            case THROTTLE_RECIPIENT -> recipientBackoff.after(attempts);
            case RETRY, THROTTLE -> backoff.after(attempts);
            // Sends of a misconfigured or restricted number wait for its circuit breaker.
            case PERMANENT, OPTED_OUT, WINDOW_CLOSED, CONFIGURATION, SPAM_LIMIT -> Duration.ZERO;
        };
    }
}
