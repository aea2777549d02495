package dev.switchboard.outbound.part;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits and timeouts of delivery: {@code DELIVERY_TIMEOUT} and so on. */
@ConfigMapping(prefix = "delivery")
public interface DeliverySettings {

    /** Replies of each provider in flight at once, waiting ones included. */
    @WithDefault("1000")
    int maxInFlight();

    /**
     * Conversations of one business number in flight at once; the replies of further ones are
     * parked in the database, so that other numbers have room.
     */
    @WithDefault("200")
    int maxInFlightPerNumber();

    /** Backoff after a passing refusal; it doubles each time. */
    @WithDefault("PT0.5S")
    Duration retryInitialBackoff();

    @WithDefault("PT30S")
    Duration retryMaxBackoff();

    /**
     * Backoff after Meta or WhatsApp found us too fast for one customer; Meta's limit is about one
     * message every 6 s to the same person, once a burst is used up.
     */
    @WithDefault("PT4S")
    Duration recipientInitialBackoff();

    @WithDefault("PT1M")
    Duration recipientMaxBackoff();

    /**
     * Time for which a part is tried before it counts as failed, from when its reply came in. Only
     * refusals count: while the provider does not answer at all, parts wait.
     */
    @WithDefault("PT30M")
    Duration timeout();

    /** Time for which evidence of a send of unknown outcome is looked for. */
    @WithDefault("PT30S")
    Duration reconcileTimeout();

    /** Time between two reads of the part meanwhile, for a status that named it. */
    @WithDefault("PT0.5S")
    Duration reconcileInterval();

    /** Time between two requests for the provider's message list meanwhile. */
    @WithDefault("PT5S")
    Duration reconcileListInterval();

    /** Failures in a row that open a provider's circuit breaker. */
    @WithDefault("10")
    int circuitBreakerThreshold();

    /** Time for which it is open before one send is tried; it doubles each time that one fails. */
    @WithDefault("PT5S")
    Duration circuitBreakerDelay();

    @WithDefault("PT30S")
    Duration circuitBreakerMaxDelay();

    /**
     * Time for which a number's sends wait before one of them is tried, after the provider refused
     * our credentials, our permissions or the number itself.
     */
    @WithDefault("PT30S")
    Duration misconfiguredNumberDelay();

    /**
     * Time for which a number's sends wait before one of them is tried, after Meta restricted it
     * for suspected spam; it doubles each time that one is refused too.
     */
    @WithDefault("PT30S")
    Duration numberBreakerDelay();

    @WithDefault("PT10M")
    Duration numberBreakerMaxDelay();

    /** Time for which a number's sends wait after the provider found it too fast. */
    @WithDefault("PT1S")
    Duration throttleDelay();
}
