package dev.switchboard.system.traffic;

import java.time.Duration;

/**
 * How customers write.
 *
 * @param busy how many conversations wait for an answer at most
 * @param leastMessages of a burst
 * @param mostMessages of a burst
 * @param longestGap between two messages of a burst; well within the quiet window
 * @param corrections the share of bursts that are followed by another message while the model
 *     thinks
 * @param burstsEach how many bursts a customer writes, one after the other
 * @param patience how long an answer is waited for before the customer's place goes to another
 */
public record TrafficPlan(
        int busy,
        int leastMessages,
        int mostMessages,
        Duration longestGap,
        double corrections,
        int burstsEach,
        Duration patience) {

    public static TrafficPlan usual() {
        return new TrafficPlan(40, 1, 4, Duration.ofMillis(300), 0.1, 4, Duration.ofSeconds(60));
    }

    public TrafficPlan busy(int conversations) {
        return new TrafficPlan(
                conversations,
                leastMessages,
                mostMessages,
                longestGap,
                corrections,
                burstsEach,
                patience);
    }

    public TrafficPlan messages(int least, int most) {
        return new TrafficPlan(busy, least, most, longestGap, corrections, burstsEach, patience);
    }

    public TrafficPlan corrections(double share) {
        return new TrafficPlan(
                busy, leastMessages, mostMessages, longestGap, share, burstsEach, patience);
    }

    public TrafficPlan burstsEach(int bursts) {
        return new TrafficPlan(
                busy, leastMessages, mostMessages, longestGap, corrections, bursts, patience);
    }

    public TrafficPlan patience(Duration time) {
        return new TrafficPlan(
                busy, leastMessages, mostMessages, longestGap, corrections, burstsEach, time);
    }
}
