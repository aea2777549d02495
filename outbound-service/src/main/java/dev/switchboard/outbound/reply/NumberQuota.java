package dev.switchboard.outbound.reply;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Bounds the conversations in flight of each business number. Thread-safe. */
final class NumberQuota {
    private final ConcurrentMap<String, Integer> inFlight = new ConcurrentHashMap<>();
    private final int max;

    NumberQuota(int max) {
        this.max = max;
    }

    /** Takes a place, if the number has one left; given back by {@link #release}. */
    boolean tryAcquire(String business) {
        var acquired = new boolean[1];
        inFlight.compute(
                business,
                (_, count) -> {
                    var now = count == null ? 0 : count;
                    acquired[0] = now < max;
                    return acquired[0] ? now + 1 : now;
                });
        return acquired[0];
    }

    void release(String business) {
        inFlight.computeIfPresent(business, (_, count) -> count == 1 ? null : count - 1);
    }
}
