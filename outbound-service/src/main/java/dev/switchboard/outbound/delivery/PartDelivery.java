package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.PartId;
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

    /** Returns when the part is in a final state. */
    void deliver(ReplyDecided reply, PartId id) throws InterruptedException {
        for (var part = read(id); !part.state().isFinal(); part = read(id)) {
            var outgoing = outgoing(reply, part);
            switch (part.state()) {
                case PENDING -> sendUnlessReplyEnded(reply, part, outgoing);
                case SENDING -> reconcile(reply, part, outgoing);
                case SUPPRESSED, UNKNOWN, SENT, DELIVERED, READ, FAILED ->
                        throw new AssertionError("already final: " + part.state());
            }
        }
    }

    private Part read(PartId id) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("told to stop between two steps");
        }
        return parts.find(id).orElseThrow(() -> new IllegalStateException("no row for part " + id));
    }

    private static OutgoingPart outgoing(ReplyDecided reply, Part part) {
        return new OutgoingPart(
                part.id(),
                reply.conversation(),
                part.content().text(),
                part.content().mediaUrls(),
                part.id().number() == 1 ? reply.quotes() : Optional.empty());
    }

    private void sendUnlessReplyEnded(ReplyDecided reply, Part part, OutgoingPart outgoing)
            throws InterruptedException {
        var failure = replyEndedBy(part);
        if (failure.isPresent()) {
            parts.failed(part.id(), failure.get(), clock.instant());
        } else {
            send(reply, part, outgoing);
        }
    }

    /**
     * The failure of an earlier part that ends the reply and came by status when this part could
     * not be failed with it: it was being sent, or the status did not match a part yet. A part that
     * an operator resends is sent all the same.
     */
    private Optional<PartFailure> replyEndedBy(Part part) {
        if (part.id().number() == 1 || part.triedSince().isAfter(part.createdAt())) {
            return Optional.empty();
        }
        var provider = senders.on(part.channel());
        return parts.of(part.id().reply()).stream()
                .filter(other -> other.id().number() < part.id().number())
                .filter(other -> other.state() == PartState.FAILED)
                .flatMap(other -> other.failure().stream())
                .filter(failure -> !failure.code().equals(PartDecisions.DROPPED))
                .filter(failure -> provider.classOf(failure.code()).endsReply())
                .findFirst();
    }

    private void send(ReplyDecided reply, Part part, OutgoingPart outgoing)
            throws InterruptedException {
        try (var takeover = signals.forReply(reply)) {
            var delay =
                    sender.send(reply, part, outgoing, takeover)
                            .map(failure -> backoffAfter(failure, part.attempts() + 1))
                            .orElse(Duration.ZERO);
            if (delay.isPositive()) {
                // Either way the fence decides next; what is behind a takeover waits no longer.
                takeover.awaitTakeover(delay);
            }
        }
    }

    private void reconcile(ReplyDecided reply, Part part, OutgoingPart outgoing)
            throws InterruptedException {
        try (var takeover = signals.forReply(reply)) {
            reconciler.reconcile(outgoing, part, takeover);
        }
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
