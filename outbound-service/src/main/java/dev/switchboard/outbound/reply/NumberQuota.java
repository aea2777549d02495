package dev.switchboard.outbound.reply;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts the conversations under way of each business number. Safe for use by many threads. */
final class NumberQuota {
    private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();
    private final int max;

    NumberQuota(int max) {
        this.max = max;
    }

    /** Takes a place, if the number has one left; given back by {@link #leave}. */
    boolean tryEnter(String business) {
        var entered = new boolean[1];
        underWay.compute(
                business,
                (_, count) -> {
                    var now = count == null ? 0 : count;
                    entered[0] = now < max;
                    return entered[0] ? now + 1 : now;
                });
        return entered[0];
    }

    void leave(String business) {
        underWay.computeIfPresent(business, (_, count) -> count == 1 ? null : count - 1);
    }
}
