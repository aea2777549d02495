package dev.switchboard.chassis.resilience;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Circuit breaker. Stops requests to a provider that fails several times in a row: each further one
 * would only fail too, or leave another unknown outcome. After a delay it is half-open and lets one
 * request through; each one that fails may double the delay. Thread-safe.
 */
public final class CircuitBreaker {
    private final int threshold;
    private final Duration initialDelay;
    private final Duration maxDelay;
    private final InstantSource clock;
    private Duration delay;
    private int consecutiveFailures;
    private boolean probing;
    private Instant openUntil = Instant.MIN;

    /**
     * @param threshold failures in a row that open the circuit
     * @param delay time for which it stays open before one request is let through
     */
    public CircuitBreaker(int threshold, Duration delay, InstantSource clock) {
        this(threshold, delay, delay, clock);
    }

    /**
     * @param threshold failures in a row that open the circuit
     * @param initialDelay time for which it stays open before one request is let through
     * @param maxDelay up to which the delay doubles each time that this request fails too
     */
    public CircuitBreaker(
            int threshold, Duration initialDelay, Duration maxDelay, InstantSource clock) {
        if (threshold < 1) {
            throw new IllegalArgumentException("circuit breaker threshold: " + threshold);
        }
        this.threshold = threshold;
        this.initialDelay = initialDelay;
        this.maxDelay = maxDelay;
        this.clock = clock;
        this.delay = initialDelay;
    }

    /** Returns zero if the caller may send now; otherwise the time to wait before the next call. */
    public synchronized Duration tryAcquire() {
        if (!isOpen()) {
            return Duration.ZERO;
        }
        var now = clock.instant();
        if (now.isBefore(openUntil)) {
            return Duration.between(now, openUntil);
        }
        // Half-open: the caller sends; the others wait for its result, or for another delay.
        openUntil = now.plus(delay);
        probing = true;
        return Duration.ZERO;
    }

    public synchronized void onSuccess() {
        consecutiveFailures = 0;
        probing = false;
        delay = initialDelay;
    }

    public synchronized void onFailure() {
        consecutiveFailures++;
        if (probing) {
            probing = false;
            var doubled = delay.multipliedBy(2);
            delay = doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
        }
        openUntil = clock.instant().plus(delay);
    }

    /** Returns whether the circuit is open or half-open. */
    public synchronized boolean isOpen() {
        return consecutiveFailures >= threshold;
    }
}
