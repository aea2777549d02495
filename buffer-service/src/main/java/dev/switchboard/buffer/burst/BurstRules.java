package dev.switchboard.buffer.burst;

import java.time.Duration;

/**
 * Rules by which a burst is complete.
 *
 * @param quietPeriod time without a message after which the burst closes; zero makes every message
 *     a turn of its own
 * @param maxWait maximum wait of the first message
 * @param maxMessages maximum number of messages in a burst
 */
public record BurstRules(Duration quietPeriod, Duration maxWait, int maxMessages) {

    public BurstRules {
        if (quietPeriod.isNegative()) {
            throw new IllegalArgumentException("the quiet period is negative: " + quietPeriod);
        }
        if (maxWait.compareTo(quietPeriod) < 0) {
            throw new IllegalArgumentException(
                    "the maximum wait "
                            + maxWait
                            + " is shorter than the quiet period "
                            + quietPeriod);
        }
        if (maxMessages < 1) {
            throw new IllegalArgumentException(
                    "a burst holds at least one message: " + maxMessages);
        }
    }
}
