package dev.switchboard.aiworker.model;

import java.time.Duration;

/**
 * How long and how often a model is asked.
 *
 * @param call the longest a request may take
 * @param turn the longest all requests of a turn and the pauses between them may take
 * @param firstPause the pause before the second request; it doubles with each further one
 */
record Patience(Duration call, Duration turn, int mostAttempts, Duration firstPause) {

    Patience {
        if (!call.isPositive() || !turn.isPositive() || !firstPause.isPositive()) {
            throw new IllegalArgumentException(
                    "times must be positive: " + call + ", " + turn + ", " + firstPause);
        }
        if (mostAttempts < 1) {
            throw new IllegalArgumentException("mostAttempts must be at least 1: " + mostAttempts);
        }
    }

    static Patience of(ModelSettings settings) {
        return new Patience(
                settings.timeout(),
                settings.turnDeadline(),
                settings.mostAttempts(),
                settings.firstPause());
    }
}
