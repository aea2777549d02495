package dev.switchboard.aiworker.answer;

import dev.switchboard.aiworker.model.ModelSettings;
import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Retries of a turn batch since it was taken up: when the model may be called again, when the delay
 * notice is due, and when no attempt is left. Not safe for use by many threads.
 */
final class RetryState {
    /** Spreads the batches that wait for the same circuit breaker. */
    private static final double JITTER = 0.25;

    private static final Failure NEVER_CALLED =
            Failure.of(FailureCode.OVERLOADED, "not called, the circuit is open");

    private final Policy policy;
    private final Supplier<Duration> circuitDelay;
    private final InstantSource clock;
    private final Instant noticeAt;
    private final Instant deadline;
    private Instant notBefore;
    private Failure lastFailure = NEVER_CALLED;
    private int attempts;
    private int emptyAnswers;
    private boolean isDelayed;
    private boolean isNoticeSent;
    private boolean isFinal;

    /**
     * Settings of the retries.
     *
     * @param answerTimeout no request is begun later than this after the batch was taken up
     * @param delayNoticeAfter time after which the customer gets the delay notice
     * @param maxEmptyAnswers answers without text after which the batch fails
     * @param backoff the time between requests
     */
    record Policy(
            Duration answerTimeout,
            Duration delayNoticeAfter,
            int maxEmptyAnswers,
            Backoff backoff) {

        static Policy of(ModelSettings settings) {
            return new Policy(
                    settings.answerTimeout(),
                    settings.delayNoticeAfter(),
                    settings.maxEmptyAnswers(),
                    new Backoff(settings.retryInitialBackoff(), settings.retryMaxBackoff()));
        }
    }

    /**
     * @param circuitDelay time until the circuit breaker may let a call through; zero where it may
     *     now
     */
    RetryState(Policy policy, Supplier<Duration> circuitDelay, InstantSource clock) {
        this.policy = policy;
        this.circuitDelay = circuitDelay;
        this.clock = clock;
        notBefore = clock.instant();
        noticeAt = notBefore.plus(policy.delayNoticeAfter());
        deadline = notBefore.plus(policy.answerTimeout());
    }

    void onFailure(Failure failure) {
        lastFailure = failure;
        isDelayed = true;
        attempts++;
        notBefore = clock.instant().plus(backoffAfter(failure));
        isFinal =
                switch (failure.code().retries()) {
                    case UNTIL_TIMEOUT -> false;
                    case LIMITED -> ++emptyAnswers >= policy.maxEmptyAnswers();
                    case NONE -> true;
                };
    }

    private Duration backoffAfter(Failure failure) {
        var backoff = policy.backoff().after(attempts);
        return failure.retryAfter()
                .filter(retryAfter -> retryAfter.compareTo(backoff) > 0)
                .orElse(backoff);
    }

    /** True where the model may be called now, as far as the circuit breaker lets it. */
    boolean isCallDue() {
        if (clock.instant().isBefore(notBefore)) {
            return false;
        }
        var delay = circuitDelay.get();
        if (delay.isPositive()) {
            onCircuitOpen(delay);
        }
        return !delay.isPositive();
    }

    /** The circuit breaker lets no call through for this time. */
    void onCircuitOpen(Duration delay) {
        isDelayed = true;
        var spread = 1 + ThreadLocalRandom.current().nextDouble(JITTER);
        notBefore = clock.instant().plusNanos((long) (delay.toNanos() * spread));
    }

    /** Time until the next call, the delay notice or the deadline, whichever is first; positive. */
    Duration waitTime() {
        var next = !isNoticeSent && noticeAt.isBefore(notBefore) ? noticeAt : notBefore;
        var left = Duration.between(clock.instant(), next.isBefore(deadline) ? next : deadline);
        return left.isPositive() ? left : Duration.ofNanos(1);
    }

    /** True once, when the delay notice is due. */
    boolean isNoticeDue() {
        var due = isDelayed && !isNoticeSent && !clock.instant().isBefore(noticeAt);
        isNoticeSent |= due;
        return due;
    }

    /** Also true when the provider demands a delay that would end after the deadline. */
    boolean isExhausted() {
        return isDelayed
                && (isFinal
                        || !notBefore.isBefore(deadline)
                        || !clock.instant().isBefore(deadline));
    }

    /** The last failure, with the number of requests in its detail. */
    Failure finalFailure() {
        return new Failure(
                lastFailure.code(),
                lastFailure.detail() + ", after " + attempts + " requests",
                lastFailure.retryAfter());
    }
}
