package dev.switchboard.localstack.simulator.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * When a provider sends a webhook again.
 *
 * @param delays the wait before each further attempt
 * @param again whether an attempt answered with this HTTP status (0: not answered) is repeated
 */
public record RetryRule(List<Duration> delays, IntPredicate again) {
    public RetryRule {
        delays = List.copyOf(delays);
    }

    public static RetryRule never() {
        return new RetryRule(List.of(), _ -> false);
    }

    Optional<Duration> after(int attempt, int status) {
        return attempt <= delays.size() && again.test(status)
                ? Optional.of(delays.get(attempt - 1))
                : Optional.empty();
    }
}
