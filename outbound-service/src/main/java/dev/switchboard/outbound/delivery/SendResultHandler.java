package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.outbound.part.DeliveryMeters;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Applies the result of a send to its part. */
@ApplicationScoped
public class SendResultHandler {
    private static final Logger LOG = Logger.getLogger(SendResultHandler.class);

    private final PartStore parts;
    private final ConversationStore conversations;
    private final DeliveryMeters meters;
    private final Duration timeout;
    private final InstantSource clock;

    SendResultHandler(
            PartStore parts,
            ConversationStore conversations,
            DeliveryMeters meters,
            DeliverySettings settings,
            InstantSource clock) {
        this.parts = parts;
        this.conversations = conversations;
        this.meters = meters;
        this.timeout = settings.timeout();
        this.clock = clock;
    }

    /** Returns whether the delivery timeout has passed, so that the next refusal is final. */
    boolean isLastAttempt(Part part) {
        return clock.instant().isAfter(lastAttemptAfter(part));
    }

    /** The end of the part's delivery timeout. */
    Instant lastAttemptAfter(Part part) {
        return part.triedSince().plus(timeout);
    }

    /** Fails a part that could not be started because its customer has opted out. */
    void failIfOptedOut(Part part) {
        if (parts.failedByOptOut(part.id(), clock.instant())) {
            meters.countFailed(part);
        }
    }

    /**
     * Stores the result; a part of unknown outcome stays {@code SENDING}. Idempotent.
     *
     * @return the part as it is now
     */
    Part store(SendAttempt attempt, SendAttempt.Result result) {
        var part = attempt.part();
        var now = clock.instant();
        return switch (result.result()) {
            case SendResult.Accepted(var providerMessageId) ->
                    parts.accepted(part.id(), providerMessageId, now);
            case SendResult.Refused _ when result.retryableFailure().isPresent() ->
                    postpone(attempt);
            case SendResult.Refused(var failure) -> {
                if (failure.failureClass() == FailureClass.OPTED_OUT) {
                    conversations.recordOptOut(part.conversation(), now);
                }
                var reason = new PartFailure(failure.code(), failure.text());
                yield parts.refused(part.id(), attempt.started().attempt(), reason, now);
            }
            case SendResult.Unknown _ -> part;
        };
    }

    /**
     * Makes the part {@code PENDING} again. Idempotent.
     *
     * @return the part as it is now
     */
    Part postpone(SendAttempt attempt) {
        return parts.postpone(attempt.part().id(), attempt.started().attempt(), clock.instant());
    }

    /** Counts a part whose attempt the fence denied. */
    void countDenied(Part part) {
        meters.count(part, part.state());
    }

    /**
     * Logs and counts the result, once it is stored.
     *
     * @return the failure after which the part is sent again; empty if it is not
     */
    Optional<SendFailure> report(SendAttempt attempt, SendAttempt.Result result) {
        var part = attempt.part();
        switch (result.result()) {
            case SendResult.Accepted _ ->
                    LOG.debugf(
                            "Part sent part=%s provider=%s", part.id(), part.channel().wireName());
            case SendResult.Refused(var failure)
                    when failure.failureClass() == FailureClass.CONFIGURATION && !result.last() ->
                    LOG.errorf(
                            "Credentials, permissions or number refused, circuit open for number"
                                    + " part=%s provider=%s code=%s",
                            part.id(), part.channel().wireName(), failure.code());
            case SendResult.Refused(var failure) when result.retryableFailure().isPresent() ->
                    LOG.infof(
                            "Part refused, retrying part=%s provider=%s code=%s",
                            part.id(), part.channel().wireName(), failure.code());
            case SendResult.Refused(var failure) -> {
                LOG.warnf(
                        "Part failed part=%s provider=%s code=%s class=%s",
                        part.id(),
                        part.channel().wireName(),
                        failure.code(),
                        failure.failureClass());
                meters.countFailed(part);
            }
            case SendResult.Unknown(var reason) ->
                    LOG.warnf(
                            "Part outcome unknown, reconciling part=%s provider=%s reason=%s",
                            part.id(), part.channel().wireName(), reason);
        }
        return result.retryableFailure();
    }
}
