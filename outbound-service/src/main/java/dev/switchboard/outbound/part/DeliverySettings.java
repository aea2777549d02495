package dev.switchboard.outbound.part;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits and timeouts of delivery. */
@ConfigMapping(prefix = "switchboard.delivery")
public interface DeliverySettings {

    /** Replies of each provider in flight at once, waiting ones included. */
    @WithDefault("1000")
    @Min(1)
    int maxInFlight();

    /**
     * Conversations of one business number in flight at once; the replies of further ones are
     * parked in the database, so that other numbers have room.
     */
    @WithDefault("400")
    @Min(1)
    int maxInFlightPerNumber();

    /** Backoff after a passing refusal; it doubles each time. */
    @WithDefault("PT0.5S")
    @DurationMin(nanos = 1)
    Duration retryInitialBackoff();

    /** Maximum of {@code DELIVERY_RETRY_INITIAL_BACKOFF} as it doubles. */
    @WithDefault("PT30S")
    @DurationMin(nanos = 1)
    Duration retryMaxBackoff();

    /**
     * Backoff after Meta or WhatsApp found us too fast for one customer; Meta's limit is about one
     * message every 6 s to the same person, once a burst is used up.
     */
    @WithDefault("PT4S")
    @DurationMin(nanos = 1)
    Duration recipientInitialBackoff();

    /** Maximum of {@code DELIVERY_RECIPIENT_INITIAL_BACKOFF} as it grows. */
    @WithDefault("PT1M")
    @DurationMin(nanos = 1)
    Duration recipientMaxBackoff();

    /**
     * Time for which a part is tried before it counts as failed, from when its reply came in. Only
     * refusals count: while the provider does not answer at all, parts wait.
     */
    @WithDefault("PT30M")
    @DurationMin(nanos = 1)
    Duration timeout();

    /**
     * Time for which evidence of a send of unknown outcome is looked for; twice {@code
     * SEND_TIMEOUT} at least.
     */
    @WithDefault("PT30S")
    @DurationMin(nanos = 1)
    Duration reconcileTimeout();

    /** Time between two reads of the part while it is reconciled, for a status that named it. */
    @WithDefault("PT0.5S")
    @DurationMin(nanos = 1)
    Duration reconcileInterval();

    /** Time between two requests for the provider's message list while a part is reconciled. */
    @WithDefault("PT5S")
    @DurationMin(nanos = 1)
    Duration reconcileListInterval();

    /** Failures in a row that open a provider's circuit breaker. */
    @WithDefault("10")
    @Min(1)
    int circuitBreakerThreshold();

    /**
     * Time for which the circuit is open before one send is tried; it doubles each time that one
     * fails.
     */
    @WithDefault("PT5S")
    @DurationMin(nanos = 1)
    Duration circuitBreakerDelay();

    /** Maximum of {@code DELIVERY_CIRCUIT_BREAKER_DELAY} as it doubles. */
    @WithDefault("PT30S")
    @DurationMin(nanos = 1)
    Duration circuitBreakerMaxDelay();

    /**
     * Time for which a number's sends wait before one of them is tried, after the provider refused
     * our credentials, our permissions or the number itself.
     */
    @WithDefault("PT30S")
    @DurationMin(nanos = 1)
    Duration misconfiguredNumberDelay();

    /**
     * Time for which a number's sends wait before one of them is tried, after Meta restricted it
     * for suspected spam; it doubles each time that one is refused too.
     */
    @WithDefault("PT30S")
    @DurationMin(nanos = 1)
    Duration numberBreakerDelay();

    /** Maximum of {@code DELIVERY_NUMBER_BREAKER_DELAY} as it doubles. */
    @WithDefault("PT10M")
    @DurationMin(nanos = 1)
    Duration numberBreakerMaxDelay();

    /** Time for which a number's sends wait after the provider found it too fast. */
    @WithDefault("PT1S")
    @DurationMin(nanos = 1)
    Duration throttleDelay();

    @AssertTrue(
            message =
                    "DELIVERY_RETRY_MAX_BACKOFF is invalid: it must be at least"
                            + " DELIVERY_RETRY_INITIAL_BACKOFF")
    default boolean isRetryMaxBackoffSufficient() {
        return retryMaxBackoff().compareTo(retryInitialBackoff()) >= 0;
    }

    @AssertTrue(
            message =
                    "DELIVERY_RECIPIENT_MAX_BACKOFF is invalid: it must be at least"
                            + " DELIVERY_RECIPIENT_INITIAL_BACKOFF")
    default boolean isRecipientMaxBackoffSufficient() {
        return recipientMaxBackoff().compareTo(recipientInitialBackoff()) >= 0;
    }

    @AssertTrue(
            message =
                    "DELIVERY_CIRCUIT_BREAKER_MAX_DELAY is invalid: it must be at least"
                            + " DELIVERY_CIRCUIT_BREAKER_DELAY")
    default boolean isCircuitBreakerMaxDelaySufficient() {
        return circuitBreakerMaxDelay().compareTo(circuitBreakerDelay()) >= 0;
    }

    @AssertTrue(
            message =
                    "DELIVERY_NUMBER_BREAKER_MAX_DELAY is invalid: it must be at least"
                            + " DELIVERY_NUMBER_BREAKER_DELAY")
    default boolean isNumberBreakerMaxDelaySufficient() {
        return numberBreakerMaxDelay().compareTo(numberBreakerDelay()) >= 0;
    }
}
