package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.transcript.part.Part;
import java.util.List;
import java.util.Optional;

/**
 * Reply whose parts are stored.
 *
 * @param parts in order, as they are now
 * @param firstStep the result of the send of the first part, if that was begun with their storage
 */
record StartedReply(List<Part> parts, Optional<DeliveryStep> firstStep) {

    StartedReply {
        parts = List.copyOf(parts);
    }

    /** The failure after which the first part is to be sent again. */
    Optional<SendFailure> failure() {
        return firstStep.flatMap(DeliveryStep::failure);
    }
}
