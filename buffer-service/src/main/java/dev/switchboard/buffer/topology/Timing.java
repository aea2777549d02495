package dev.switchboard.buffer.topology;

import dev.switchboard.buffer.seen.SeenMessages;
import java.time.Duration;

/**
 * Durations that hold for every business number.
 *
 * @param tick how often due bursts are looked for
 * @param dedupeRetention how long a message's repeats are known at least
 */
record Timing(Duration tick, Duration dedupeRetention) {

    Timing {
        if (!tick.isPositive()) {
            throw new IllegalArgumentException("the tick is not positive: " + tick);
        }
        if (dedupeRetention.compareTo(SeenMessages.MIN_RETENTION) < 0
                || dedupeRetention.compareTo(SeenMessages.MAX_RETENTION) > 0) {
            throw new IllegalArgumentException(
                    "the dedupe retention is not between "
                            + SeenMessages.MIN_RETENTION
                            + " and "
                            + SeenMessages.MAX_RETENTION
                            + ": "
                            + dedupeRetention);
        }
    }
}
