package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.StartedSend;
import java.util.Optional;

/**
 * Attempt at sending a part, which is {@code SENDING}.
 *
 * @param startDeadline no request of it leaves later
 * @param last whether the delivery timeout has passed, so that a refusal is final
 */
record SendAttempt(
        Part part,
        OutgoingPart outgoing,
        StartedSend started,
        Deadline startDeadline,
        boolean last) {

    /** The part as its channel sends it. */
    static OutgoingPart outgoing(ReplyDecided reply, Part part) {
        return new OutgoingPart(
                part.id(),
                reply.conversation(),
                part.content().text(),
                part.content().mediaUrls(),
                part.id().number() == 1 ? reply.quotes() : Optional.empty());
    }

    Result result(SendResult result) {
        return new Result(result, last);
    }

    /** This process did not send it; only an attempt that the provider refused can be the last. */
    Result prevented(SendFailure failure) {
        return new Result(new SendResult.Refused(failure), false);
    }

    /**
     * Result of the attempt.
     *
     * @param last whether a refusal is final
     */
    record Result(SendResult result, boolean last) {

        /** The failure after which the part is sent again; empty if it is not. */
        Optional<SendFailure> retryableFailure() {
            return result instanceof SendResult.Refused(var failure) && failure.retryable() && !last
                    ? Optional.of(failure)
                    : Optional.empty();
        }
    }
}
