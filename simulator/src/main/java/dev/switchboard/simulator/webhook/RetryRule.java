package dev.switchboard.simulator.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Retry policy of a provider's webhooks.
 *
 * @param delays the backoff before each further attempt
 * @param retryOn whether an attempt answered with this HTTP status (0: not answered) is repeated
 */
public record RetryRule(List<Duration> delays, IntPredicate retryOn) {
    public RetryRule {
        delays = List.copyOf(delays);
    }

    public static RetryRule never() {
        return new RetryRule(List.of(), _ -> false);
    }

    Optional<Duration> delayAfter(int attempt, int status) {
        return attempt <= delays.size() && retryOn.test(status)
                ? Optional.of(delays.get(attempt - 1))
                : Optional.empty();
    }
}
