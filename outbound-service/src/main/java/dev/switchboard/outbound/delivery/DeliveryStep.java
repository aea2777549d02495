package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.transcript.part.Part;
import java.util.Optional;

/**
 * Result of one step of a part's delivery.
 *
 * @param part as it is now
 * @param failure after which the part is to be sent again; empty if it is not, or at once
 */
record DeliveryStep(Part part, Optional<SendFailure> failure) {

    /** Step after which nothing needs to be waited for. */
    static DeliveryStep to(Part part) {
        return new DeliveryStep(part, Optional.empty());
    }
}
