package dev.switchboard.aiworker.model;

import dev.switchboard.chassis.failure.Backoff;
import java.time.Duration;

/**
 * How long a question waits for a model that fails.
 *
 * @param giveUpAfter no request is begun later than this after the question was taken up
 * @param noticeAfter from when on the customer is told that it takes longer
 * @param mostWordless how many answers without words are taken before the question is given up
 * @param backoff the pauses between requests
 */
public record Patience(
        Duration giveUpAfter, Duration noticeAfter, int mostWordless, Backoff backoff) {

    public Patience {
        if (!giveUpAfter.isPositive() || !noticeAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "times must be positive: " + giveUpAfter + ", " + noticeAfter);
        }
        if (mostWordless < 1) {
            throw new IllegalArgumentException("mostWordless must be at least 1: " + mostWordless);
        }
    }

    static Patience of(ModelSettings settings) {
        return new Patience(
                settings.giveUpAfter(),
                settings.noticeAfter(),
                settings.mostAttempts(),
                new Backoff(settings.firstPause(), settings.longestPause()));
    }
}
