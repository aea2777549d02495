package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.failure.Backoff;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Brings one part to its end: sends it, waits and tries again, clears up what is unknown. */
@ApplicationScoped
public class PartDelivery {
    private final PartStore parts;
    private final SendAttempt attempt;
    private final UnknownOutcome unknown;
    private final Backoff waits;
    private final Backoff recipientWaits;

    PartDelivery(
            PartStore parts,
            SendAttempt attempt,
            UnknownOutcome unknown,
            DeliverySettings settings) {
        this.parts = parts;
        this.attempt = attempt;
        this.unknown = unknown;
        this.waits = new Backoff(settings.firstWait(), settings.longestWait());
        this.recipientWaits =
                new Backoff(settings.firstRecipientWait(), settings.longestRecipientWait());
    }

    /** Returns when the part is settled. */
    void deliver(ReplyDecided reply, PartId id) throws InterruptedException {
        for (var part = read(id); !part.state().isSettled(); part = read(id)) {
            var outgoing = outgoing(reply, part);
            switch (part.state()) {
                case PENDING -> send(reply, part, outgoing);
                case SENDING -> unknown.clearUp(outgoing, part);
                case SUPPRESSED, UNKNOWN, SENT, DELIVERED, READ, FAILED ->
                        throw new AssertionError("settled: " + part.state());
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

    private void send(ReplyDecided reply, Part part, OutgoingPart outgoing)
            throws InterruptedException {
        var again = attempt.send(reply, part, outgoing);
        if (again.isPresent()) {
            Thread.sleep(waitAfter(again.get(), part.attempts() + 1));
        }
    }

    private Duration waitAfter(SendFailure failure, int attempts) {
        return switch (failure.failureClass()) {
            case THROTTLE_RECIPIENT -> recipientWaits.after(attempts);
            case RETRY, THROTTLE -> waits.after(attempts);
            // Sends of a number that is not in order wait at the gate.
            case PERMANENT, WINDOW_CLOSED, CONFIGURATION -> Duration.ZERO;
        };
    }
}
