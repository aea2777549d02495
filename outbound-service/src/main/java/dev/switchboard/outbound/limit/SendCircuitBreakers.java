package dev.switchboard.outbound.limit;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.chassis.resilience.CircuitBreaker;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.privacy.Masked;
import dev.switchboard.outbound.fence.TakeoverSignal;
import dev.switchboard.outbound.part.DeliverySettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Circuit breakers of sends, by provider and by business number: a provider's is open while it
 * fails, a number's while the provider finds it too fast or refuses it. After its delay an open one
 * lets one send through to see. Sends also wait for the rate limiter here.
 */
@ApplicationScoped
public class SendCircuitBreakers {
    private static final Logger LOG = Logger.getLogger(SendCircuitBreakers.class);

    /** Delay after which a waiting send sees at the latest that a breaker has closed. */
    private static final Duration RECHECK_INTERVAL = Duration.ofMillis(500);

    private final Map<Channel, CircuitBreaker> providers = new HashMap<>();
    private final ConcurrentMap<BusinessNumber, NumberBreakers> numbers = new ConcurrentHashMap<>();
    private final SendRateLimiter rateLimiter;
    private final DeliverySettings settings;
    private final InstantSource clock;

    SendCircuitBreakers(
            MessageSenders senders,
            SendRateLimiter rateLimiter,
            DeliverySettings settings,
            MeterRegistry registry,
            InstantSource clock) {
        this.rateLimiter = rateLimiter;
        this.settings = settings;
        this.clock = clock;
        for (var channel : senders.channels()) {
            var breaker =
                    new CircuitBreaker(
                            settings.circuitBreakerThreshold(),
                            settings.circuitBreakerDelay(),
                            settings.circuitBreakerMaxDelay(),
                            clock);
            providers.put(channel, breaker);
            Gauge.builder("switchboard.send.circuit.open", breaker, it -> it.isOpen() ? 1 : 0)
                    .description("1 while the provider's circuit breaker is open")
                    .tag("provider", channel.wireName())
                    .register(registry);
        }
        Gauge.builder(
                        "switchboard.numbers.misconfigured",
                        numbers,
                        SendCircuitBreakers::countMisconfigured)
                .description("Business numbers whose sends wait because the provider refuses them")
                .register(registry);
    }

    private static long countMisconfigured(Map<BusinessNumber, NumberBreakers> numbers) {
        return numbers.values().stream().filter(it -> it.misconfigured.isOpen()).count();
    }

    /**
     * Returns whether the conversation's next send may start at once: no breaker is open, and the
     * rate limiter has counted it.
     */
    boolean tryAcquire(ConversationKey conversation) {
        return !isOpen(conversation) && rateLimiter.tryReserve(conversation);
    }

    /**
     * Returns when the conversation's next send may start.
     *
     * @param lastAttemptAfter from then on a number that the provider refuses delays it no longer,
     *     so that its refusal is recorded
     * @param takeover once it is signalled the send waits no more: the fence decides
     */
    void acquire(ConversationKey conversation, Instant lastAttemptAfter, TakeoverSignal takeover)
            throws InterruptedException {
        boolean isProbe;
        do {
            isProbe = awaitBreakers(conversation, lastAttemptAfter, takeover);
            var wait = rateLimiter.reserve(conversation);
            if (wait.isPositive() && takeover.awaitTakeover(wait)) {
                return;
            }
        } while (!isProbe && isOpen(conversation));
    }

    /** Returns whether this send is tried although a breaker is open. */
    private boolean awaitBreakers(
            ConversationKey conversation, Instant lastAttemptAfter, TakeoverSignal takeover)
            throws InterruptedException {
        var number = number(conversation);
        var isConfigurationProbe = awaitBreaker(number.misconfigured, lastAttemptAfter, takeover);
        var isSpamProbe = awaitBreaker(number.spamLimited, lastAttemptAfter, takeover);
        var isThrottleProbe = awaitBreaker(number.throttled, Instant.MAX, takeover);
        var isProviderProbe = awaitBreaker(provider(conversation), Instant.MAX, takeover);
        return isConfigurationProbe || isSpamProbe || isThrottleProbe || isProviderProbe;
    }

    private boolean awaitBreaker(CircuitBreaker breaker, Instant end, TakeoverSignal takeover)
            throws InterruptedException {
        var wait = breaker.tryAcquire();
        while (wait.isPositive()
                && clock.instant().isBefore(end)
                && !takeover.awaitTakeover(untilRecheck(wait, end))) {
            wait = breaker.tryAcquire();
        }
        return breaker.isOpen();
    }

    private Duration untilRecheck(Duration wait, Instant end) {
        var shorter = wait.compareTo(RECHECK_INTERVAL) < 0 ? wait : RECHECK_INTERVAL;
        var now = clock.instant();
        return now.plus(shorter).isAfter(end) ? Duration.between(now, end) : shorter;
    }

    /** Returns whether a breaker of the conversation's provider or number is open. */
    public boolean isOpen(ConversationKey conversation) {
        var number = number(conversation);
        return number.misconfigured.isOpen()
                || number.spamLimited.isOpen()
                || number.throttled.isOpen()
                || provider(conversation).isOpen();
    }

    /** Updates the breakers of the provider and the number. */
    public void onResult(ConversationKey conversation, SendResult result) {
        var number = number(conversation);
        switch (result) {
            case SendResult.Accepted _ -> onSuccess(conversation);
            case SendResult.Unknown _ -> provider(conversation).onFailure();
            case SendResult.Refused(var failure) -> {
                switch (failure.failureClass()) {
                    case RETRY -> provider(conversation).onFailure();
                    case THROTTLE -> {
                        provider(conversation).onSuccess();
                        number.throttled.onFailure();
                    }
                    case SPAM_LIMIT -> {
                        provider(conversation).onSuccess();
                        onSpamLimit(conversation);
                    }
                    case CONFIGURATION -> {
                        provider(conversation).onSuccess();
                        number.misconfigured.onFailure();
                    }
                    case THROTTLE_RECIPIENT, PERMANENT, OPTED_OUT, WINDOW_CLOSED ->
                            onSuccess(conversation);
                }
            }
        }
    }

    /** Updates the number's breakers by a failure of a message that had been accepted. */
    public void onFailure(ConversationKey conversation, FailureClass failure) {
        switch (failure) {
            case THROTTLE -> number(conversation).throttled.onFailure();
            case SPAM_LIMIT -> onSpamLimit(conversation);
            case THROTTLE_RECIPIENT -> rateLimiter.drain(conversation);
            case RETRY, PERMANENT, OPTED_OUT, WINDOW_CLOSED, CONFIGURATION -> {}
        }
    }

    private void onSpamLimit(ConversationKey conversation) {
        LOG.warnf(
                "Spam limit reached, circuit open for number number=%s provider=%s",
                Masked.address(conversation.business().phone()), conversation.channel().wireName());
        number(conversation).spamLimited.onFailure();
    }

    private void onSuccess(ConversationKey conversation) {
        provider(conversation).onSuccess();
        number(conversation).throttled.onSuccess();
        number(conversation).misconfigured.onSuccess();
        number(conversation).spamLimited.onSuccess();
    }

    private NumberBreakers number(ConversationKey conversation) {
        return numbers.computeIfAbsent(conversation.business(), _ -> new NumberBreakers());
    }

    private CircuitBreaker provider(ConversationKey conversation) {
        var breaker = providers.get(conversation.channel());
        if (breaker == null) {
            throw new IllegalStateException("no breaker for " + conversation.channel());
        }
        return breaker;
    }

    /** Circuit breakers of one business number. */
    private final class NumberBreakers {
        private final CircuitBreaker throttled =
                new CircuitBreaker(1, settings.throttleDelay(), clock);
        private final CircuitBreaker misconfigured =
                new CircuitBreaker(1, settings.misconfiguredNumberDelay(), clock);
        private final CircuitBreaker spamLimited =
                new CircuitBreaker(
                        1, settings.numberBreakerDelay(), settings.numberBreakerMaxDelay(), clock);
    }
}
