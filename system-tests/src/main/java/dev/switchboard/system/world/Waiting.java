package dev.switchboard.system.scenario;

import java.time.Duration;

/** Lets time pass while something is wrong. */
final class Waiting {
    private Waiting() {}

    static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a fault lasted", e);
        }
    }
}
