package dev.switchboard.outbound.provider;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Leave to send one request, which may be gone by the time that the provider is connected.
 *
 * @param deadline after which no byte of the body is written
 * @param check asked once, on the sender's own thread, right before the body is written; it may
 *     throw, which refuses as well
 */
public record Permit(Deadline deadline, BooleanSupplier check) {

    /** Needs no other check than the deadline's. */
    public static Permit until(Deadline deadline) {
        return new Permit(deadline, () -> true);
    }

    /** The same check, and the nearer of the deadline and {@code time} from now. */
    public Permit within(Duration time) {
        return new Permit(deadline.within(time), check);
    }

    /** The check takes time, so that the deadline is looked at after it. */
    boolean holds() {
        return check.getAsBoolean() && !deadline.hasPassed();
    }
}
