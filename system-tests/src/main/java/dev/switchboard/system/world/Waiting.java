package dev.switchboard.system.world;

import java.time.Duration;

/** Lets time pass. */
public final class Waiting {
    private Waiting() {}

    /** An interrupt is a bug of the harness and throws. */
    public static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
