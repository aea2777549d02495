package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.failure.Breaker;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.privacy.Masked;
import dev.switchboard.outbound.fence.Line;
import dev.switchboard.outbound.pace.Pace;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.SendResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Holds sends back: all of a provider's while it fails, all of a number's while the provider finds
 * it too fast or does not accept it at all, and each until its turn by the provider's pace. While
 * they are held one send goes ahead now and then to see.
 */
@ApplicationScoped
public class Brakes {
    private static final Logger LOG = Logger.getLogger(Brakes.class);

    /** How soon a send that waits sees that the others go again. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Map<Channel, Breaker> providers = new EnumMap<>(Channel.class);
    private final ConcurrentMap<BusinessNumber, NumberBrakes> numbers = new ConcurrentHashMap<>();
    private final Pace pace;
    private final DeliverySettings settings;
    private final InstantSource clock;

    Brakes(Pace pace, DeliverySettings settings, MeterRegistry registry, InstantSource clock) {
        this.pace = pace;
        this.settings = settings;
        this.clock = clock;
        for (var channel : Channel.values()) {
            var breaker =
                    new Breaker(
                            settings.failuresToStop(),
                            settings.pauseAfterFailures(),
                            settings.longestPauseAfterFailures(),
                            clock);
            providers.put(channel, breaker);
            Gauge.builder("switchboard.sends.stopped", breaker, it -> it.hasStopped() ? 1 : 0)
                    .description("1 while sends wait because the provider fails")
                    .tag("provider", channel.wireName())
                    .register(registry);
        }
        Gauge.builder("switchboard.numbers.misconfigured", numbers, Brakes::misconfigured)
                .description("Business numbers whose sends wait because the provider refuses them")
                .register(registry);
    }

    private static long misconfigured(Map<BusinessNumber, NumberBrakes> numbers) {
        return numbers.values().stream().filter(it -> it.refused.hasStopped()).count();
    }

    /**
     * Returns when the conversation's next send may go.
     *
     * @param lastTryAfter from then on a number that the provider refuses holds it back no longer:
     *     its refusal is to be told
     * @param line once it is lost nothing holds the send back: it is the fence's
     */
    void pass(ConversationKey conversation, Instant lastTryAfter, Line line)
            throws InterruptedException {
        boolean goesAhead;
        do {
            goesAhead = awaitRelease(conversation, lastTryAfter, line);
            var turn = pace.waitFor(conversation);
            if (turn.isPositive() && line.isLostWithin(turn)) {
                return;
            }
        } while (!goesAhead && isHeld(conversation));
    }

    /** Returns whether it goes although others are held. */
    private boolean awaitRelease(ConversationKey conversation, Instant lastTryAfter, Line line)
            throws InterruptedException {
        var number = number(conversation);
        var inSpiteOfRefusals = awaitRelease(number.refused, lastTryAfter, line);
        var inSpiteOfSuspicion = awaitRelease(number.suspected, lastTryAfter, line);
        var inSpiteOfHaste = awaitRelease(number.tooFast, Instant.MAX, line);
        var inSpiteOfFailures = awaitRelease(provider(conversation), Instant.MAX, line);
        return inSpiteOfRefusals || inSpiteOfSuspicion || inSpiteOfHaste || inSpiteOfFailures;
    }

    private boolean awaitRelease(Breaker breaker, Instant end, Line line)
            throws InterruptedException {
        var wait = breaker.waitBeforeNext();
        while (wait.isPositive()
                && clock.instant().isBefore(end)
                && !line.isLostWithin(untilNextLook(wait, end))) {
            wait = breaker.waitBeforeNext();
        }
        return breaker.hasStopped();
    }

    private Duration untilNextLook(Duration wait, Instant end) {
        var shorter = wait.compareTo(LOOK_EVERY) < 0 ? wait : LOOK_EVERY;
        var now = clock.instant();
        return now.plus(shorter).isAfter(end) ? Duration.between(now, end) : shorter;
    }

    /** Whether the conversation's sends wait for one that goes ahead. */
    boolean isHeld(ConversationKey conversation) {
        var number = number(conversation);
        return number.refused.hasStopped()
                || number.suspected.hasStopped()
                || number.tooFast.hasStopped()
                || provider(conversation).hasStopped();
    }

    /** Learns from a result how the provider and the number are. */
    void note(ConversationKey conversation, SendResult result) {
        var number = number(conversation);
        switch (result) {
            case SendResult.Accepted _ -> worked(conversation);
            case SendResult.Unknown _ -> provider(conversation).failed();
            case SendResult.Refused(var failure) -> {
                switch (failure.failureClass()) {
                    case RETRY -> provider(conversation).failed();
                    case THROTTLE -> {
                        provider(conversation).succeeded();
                        number.tooFast.failed();
                    }
                    case SPAM_LIMIT -> {
                        provider(conversation).succeeded();
                        suspected(conversation);
                    }
                    case CONFIGURATION -> {
                        provider(conversation).succeeded();
                        number.refused.failed();
                    }
                    case THROTTLE_RECIPIENT, PERMANENT, OPTED_OUT, WINDOW_CLOSED ->
                            worked(conversation);
                }
            }
        }
    }

    /** Learns that the provider found a message too fast after it had taken it. */
    public void noteLate(ConversationKey conversation, FailureClass failure) {
        switch (failure) {
            case THROTTLE -> number(conversation).tooFast.failed();
            case SPAM_LIMIT -> suspected(conversation);
            case THROTTLE_RECIPIENT -> pace.useUp(conversation);
            case RETRY, PERMANENT, OPTED_OUT, WINDOW_CLOSED, CONFIGURATION -> {}
        }
    }

    private void suspected(ConversationKey conversation) {
        LOG.warnf(
                "The provider takes what the number sends for spam, all of its sends wait"
                        + " number=%s provider=%s",
                Masked.address(conversation.business().phone()), conversation.channel().wireName());
        number(conversation).suspected.failed();
    }

    private void worked(ConversationKey conversation) {
        provider(conversation).succeeded();
        number(conversation).tooFast.succeeded();
        number(conversation).refused.succeeded();
        number(conversation).suspected.succeeded();
    }

    private NumberBrakes number(ConversationKey conversation) {
        return numbers.computeIfAbsent(conversation.business(), _ -> new NumberBrakes());
    }

    private Breaker provider(ConversationKey conversation) {
        var breaker = providers.get(conversation.channel());
        if (breaker == null) {
            throw new IllegalStateException("no breaker for " + conversation.channel());
        }
        return breaker;
    }

    /** What holds the sends of one business number. */
    private final class NumberBrakes {
        private final Breaker tooFast = new Breaker(1, settings.throttlePause(), clock);
        private final Breaker refused = new Breaker(1, settings.pauseWhileMisconfigured(), clock);
        private final Breaker suspected =
                new Breaker(
                        1,
                        settings.pauseWhileSuspected(),
                        settings.longestPauseWhileSuspected(),
                        clock);
    }
}
