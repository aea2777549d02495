package dev.switchboard.system.world;

import java.time.Duration;

/** Sleep of the harness's threads. */
public final class Pause {
    private Pause() {}

    /** An interrupt is a bug of the harness and throws. */
    public static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
