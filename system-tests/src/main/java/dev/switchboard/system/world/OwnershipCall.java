package dev.switchboard.system.world;

import java.time.Instant;

/**
 * Takeover or handback as its caller saw it.
 *
 * @param status the HTTP status of the response; 0 without one
 */
public record OwnershipCall(Instant requestedAt, Instant answeredAt, int status) {

    /** Returns true if the product confirmed the change of ownership. */
    public boolean confirmed() {
        return status == 200;
    }
}
