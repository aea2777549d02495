package dev.switchboard.outbound.provider;

import java.time.Duration;

/** A moment on the monotonic clock, which no change of the wall clock moves. */
public final class Deadline {
    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    public boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /** Zero once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanosLeft()));
    }

    /** The nearer of this deadline and {@code time} from now. */
    public Deadline within(Duration time) {
        return nanosLeft() <= time.toNanos() ? this : in(time);
    }

    private long nanosLeft() {
        return nanoTime - System.nanoTime();
    }
}
