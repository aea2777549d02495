package dev.switchboard.channels.send;

import java.time.Duration;

/** Deadline on the monotonic clock, which no change of the wall clock moves. */
public final class Deadline {
    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    public static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    public boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /** Zero once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanosLeft()));
    }

    /** The earlier of this deadline and {@code timeout} from now. */
    public Deadline within(Duration timeout) {
        return nanosLeft() <= timeout.toNanos() ? this : in(timeout);
    }

    private long nanosLeft() {
        return nanoTime - System.nanoTime();
    }
}
