package dev.switchboard.system.scenario;

import dev.switchboard.system.world.Pause;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits until nothing more happens. */
final class Quiescence {
    private static final Duration POLL = Duration.ofMillis(100);

    private Quiescence() {}

    /**
     * Returns once the count has not changed for the quiet time; false if that does not happen
     * before the timeout.
     */
    static boolean await(Duration quiet, LongSupplier count, Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        var last = count.getAsLong();
        var since = System.nanoTime();
        while (System.nanoTime() < deadline) {
            if (System.nanoTime() - since > quiet.toNanos()) {
                return true;
            }
            Pause.sleep(POLL);
            var now = count.getAsLong();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
        return false;
    }
}
