package dev.switchboard.aiworker.model;

import dev.switchboard.chassis.resilience.Backoff;
import java.time.Duration;

/**
 * Retry policy of a turn batch whose model calls fail.
 *
 * @param answerTimeout no request is begun later than this after the batch was taken up
 * @param delayNoticeAfter time after which the customer gets the delay notice
 * @param maxEmptyAnswers answers without text after which the batch fails
 * @param backoff the time between requests
 */
public record RetryPolicy(
        Duration answerTimeout, Duration delayNoticeAfter, int maxEmptyAnswers, Backoff backoff) {

    public RetryPolicy {
        if (!answerTimeout.isPositive() || !delayNoticeAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "times must be positive: " + answerTimeout + ", " + delayNoticeAfter);
        }
        if (maxEmptyAnswers < 1) {
            throw new IllegalArgumentException(
                    "maxEmptyAnswers must be at least 1: " + maxEmptyAnswers);
        }
    }

    static RetryPolicy of(ModelSettings settings) {
        return new RetryPolicy(
                settings.answerTimeout(),
                settings.delayNoticeAfter(),
                settings.maxEmptyAnswers(),
                new Backoff(settings.retryInitialBackoff(), settings.retryMaxBackoff()));
    }
}
