package dev.switchboard.system.world;

import java.time.Instant;

/**
 * A change of hands as its caller saw it.
 *
 * @param status the answer's HTTP status; 0 where none came
 */
public record Handover(Instant asked, Instant answered, int status) {

    /** Whether the product said that the line has changed hands. */
    public boolean confirmed() {
        return status == 200;
    }
}
