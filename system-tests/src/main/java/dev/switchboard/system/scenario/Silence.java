package dev.switchboard.system.scenario;

import dev.switchboard.system.world.Waiting;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits until nothing more happens. */
final class Silence {
    private static final Duration POLL = Duration.ofMillis(100);

    private Silence() {}

    /**
     * Returns when the count has stayed the same for so long; false when that does not come about
     * in time.
     */
    static boolean of(Duration quiet, LongSupplier count, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var last = count.getAsLong();
        var since = System.nanoTime();
        while (System.nanoTime() < deadline) {
            if (System.nanoTime() - since > quiet.toNanos()) {
                return true;
            }
            Waiting.pass(POLL);
            var now = count.getAsLong();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
        return false;
    }
}
