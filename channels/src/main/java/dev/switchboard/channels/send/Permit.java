package dev.switchboard.channels.send;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Permission to send one request, which may have expired when the provider is connected.
 *
 * @param deadline no byte of the body is written after it
 * @param check called once, on the sender's own thread, right before the body is written; an
 *     exception refuses as well
 */
public record Permit(Deadline deadline, BooleanSupplier check) {

    /** Valid until the deadline, without a check. */
    public static Permit until(Deadline deadline) {
        return new Permit(deadline, () -> true);
    }

    /** The same check, and the earlier of the deadline and {@code timeout} from now. */
    public Permit within(Duration timeout) {
        return new Permit(deadline.within(timeout), check);
    }

    /** Reads the deadline after the check, because the check takes time. */
    boolean isValid() {
        return check.getAsBoolean() && !deadline.hasPassed();
    }
}
