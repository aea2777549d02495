package dev.switchboard.buffer.stream;

import dev.switchboard.buffer.dedupe.SeenMessages;
import java.time.Duration;

/**
 * Durations that apply to every business number.
 *
 * @param tickInterval interval at which due bursts are looked for
 * @param dedupeRetention minimum time for which duplicates are recognised
 */
record BufferTiming(Duration tickInterval, Duration dedupeRetention) {

    BufferTiming {
        if (!tickInterval.isPositive()) {
            throw new IllegalArgumentException("the tick is not positive: " + tickInterval);
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
