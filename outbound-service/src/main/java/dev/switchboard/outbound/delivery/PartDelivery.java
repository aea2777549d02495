package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.failure.Backoff;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.PartId;
import dev.switchboard.outbound.fence.Lines;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.Providers;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartDecisions;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Brings one part to its end: sends it, waits and tries again, clears up what is unknown. */
@ApplicationScoped
public class PartDelivery {
    private final PartStore parts;
    private final SendAttempt attempt;
    private final UnknownOutcome unknown;
    private final Lines lines;
    private final Providers providers;
    private final InstantSource clock;
    private final Backoff waits;
    private final Backoff recipientWaits;

    PartDelivery(
            PartStore parts,
            SendAttempt attempt,
            UnknownOutcome unknown,
            Lines lines,
            Providers providers,
            InstantSource clock,
            DeliverySettings settings) {
        this.parts = parts;
        this.attempt = attempt;
        this.unknown = unknown;
        this.lines = lines;
        this.providers = providers;
        this.clock = clock;
        this.waits = new Backoff(settings.firstWait(), settings.longestWait());
        this.recipientWaits =
                new Backoff(settings.firstRecipientWait(), settings.longestRecipientWait());
    }

    /** Returns when the part is settled. */
    void deliver(ReplyDecided reply, PartId id) throws InterruptedException {
        for (var part = read(id); !part.state().isSettled(); part = read(id)) {
            var outgoing = outgoing(reply, part);
            switch (part.state()) {
                case PENDING -> sendUnlessCutOff(reply, part, outgoing);
                case SENDING -> clearUp(reply, part, outgoing);
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

    private void sendUnlessCutOff(ReplyDecided reply, Part part, OutgoingPart outgoing)
            throws InterruptedException {
        var why = cutOffBy(part);
        if (why.isPresent()) {
            parts.failed(part.id(), why.get(), clock.instant());
        } else {
            send(reply, part, outgoing);
        }
    }

    /**
     * What has been told of an earlier part while this one could not be kept from being sent: it
     * was under way, or nobody knew yet of which part it was told. What an operator wants to be
     * sent is sent.
     */
    private Optional<PartFailure> cutOffBy(Part part) {
        if (part.id().number() == 1 || part.triedSince().isAfter(part.createdAt())) {
            return Optional.empty();
        }
        var provider = providers.on(part.channel());
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
        try (var line = lines.of(reply)) {
            var again = attempt.send(reply, part, outgoing, line);
            var wait = again.map(why -> waitAfter(why, part.attempts() + 1)).orElse(Duration.ZERO);
            if (wait.isPositive()) {
                // Waited out or lost: the fence decides, and what is behind waits no longer.
                line.isLostWithin(wait);
            }
        }
    }

    private void clearUp(ReplyDecided reply, Part part, OutgoingPart outgoing)
            throws InterruptedException {
        try (var line = lines.of(reply)) {
            unknown.clearUp(outgoing, part, line);
        }
    }

    private Duration waitAfter(SendFailure failure, int attempts) {
        return switch (failure.failureClass()) {
            case THROTTLE_RECIPIENT -> recipientWaits.after(attempts);
            case RETRY, THROTTLE -> waits.after(attempts);
            // Sends of a number that is not in order wait at the gate.
            case PERMANENT, OPTED_OUT, WINDOW_CLOSED, CONFIGURATION, SPAM_LIMIT -> Duration.ZERO;
        };
    }
}
