package dev.switchboard.system.traffic;

import java.time.Duration;

/**
 * Plan of the customers' traffic.
 *
 * @param busy the maximum number of conversations that wait for an answer
 * @param minMessages of a burst
 * @param maxMessages of a burst
 * @param maxGap between two messages of a burst; well within the quiet period
 * @param corrections the share of bursts that are followed by another message while the model
 *     thinks
 * @param burstsEach the number of bursts that a customer writes, one after the other
 * @param answerTimeout the maximum wait for an answer before another customer takes the place
 */
public record TrafficPlan(
        int busy,
        int minMessages,
        int maxMessages,
        Duration maxGap,
        double corrections,
        int burstsEach,
        Duration answerTimeout) {

    public static TrafficPlan defaults() {
        return new TrafficPlan(40, 1, 4, Duration.ofMillis(300), 0.1, 4, Duration.ofSeconds(60));
    }

    public TrafficPlan busy(int conversations) {
        return new TrafficPlan(
                conversations,
                minMessages,
                maxMessages,
                maxGap,
                corrections,
                burstsEach,
                answerTimeout);
    }

    public TrafficPlan messages(int min, int max) {
        return new TrafficPlan(busy, min, max, maxGap, corrections, burstsEach, answerTimeout);
    }

    public TrafficPlan corrections(double share) {
        return new TrafficPlan(
                busy, minMessages, maxMessages, maxGap, share, burstsEach, answerTimeout);
    }

    public TrafficPlan burstsEach(int bursts) {
        return new TrafficPlan(
                busy, minMessages, maxMessages, maxGap, corrections, bursts, answerTimeout);
    }

    public TrafficPlan answerTimeout(Duration time) {
        return new TrafficPlan(
                busy, minMessages, maxMessages, maxGap, corrections, burstsEach, time);
    }
}
