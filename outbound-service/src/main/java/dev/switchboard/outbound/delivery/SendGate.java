package dev.switchboard.outbound.delivery;

import dev.switchboard.chassis.failure.Breaker;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.SendResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * Lets as many sends through as there is room for: none while the provider is down or finds the
 * business's number too fast, and of those that hold a database connection while they wait for the
 * provider no more than the pool can spare, nor so many for one provider that a slow one takes the
 * room of the other.
 */
@ApplicationScoped
public class SendGate {
    private final Semaphore room;
    private final Map<Channel, Semaphore> roomOf = new EnumMap<>(Channel.class);
    private final Map<Channel, Breaker> breakers = new EnumMap<>(Channel.class);
    private final ConcurrentMap<BusinessNumber, Breaker> throttles = new ConcurrentHashMap<>();
    private final Duration throttlePause;
    private final InstantSource clock;

    SendGate(
            FenceSettings fence,
            DeliverySettings settings,
            MeterRegistry registry,
            InstantSource clock) {
        this.clock = clock;
        throttlePause = settings.throttlePause();
        room = new Semaphore(fence.sendsAtOnce());
        for (var channel : Channel.values()) {
            roomOf.put(channel, new Semaphore(Math.max(1, fence.sendsAtOnce() * 3 / 4)));
            var breaker =
                    new Breaker(settings.failuresToStop(), settings.pauseAfterFailures(), clock);
            breakers.put(channel, breaker);
            Gauge.builder("switchboard.sends.stopped", breaker, it -> it.hasStopped() ? 1 : 0)
                    .description("1 while sends wait because the provider fails")
                    .tag("provider", channel.wireName())
                    .register(registry);
        }
    }

    /** Waits until there is room for a send of this reply; the caller closes what it gets. */
    Room enter(ReplyDecided reply) throws InterruptedException {
        var channel = reply.conversation().channel();
        waitWhileStopped(throttle(reply.conversation()));
        waitWhileStopped(breaker(channel));
        if (!reply.isFenced()) {
            return () -> {};
        }
        var own = roomOf.getOrDefault(channel, room);
        own.acquire();
        try {
            room.acquire();
        } catch (InterruptedException e) {
            own.release();
            throw e;
        }
        return () -> {
            room.release();
            own.release();
        };
    }

    private static void waitWhileStopped(Breaker breaker) throws InterruptedException {
        for (var wait = breaker.waitBeforeNext();
                wait.isPositive();
                wait = breaker.waitBeforeNext()) {
            Thread.sleep(wait);
        }
    }

    /**
     * Learns from a result whether the provider works, and whether the number is too fast for it.
     */
    void note(ConversationKey conversation, SendResult result) {
        note(breaker(conversation.channel()), showsThatProviderFails(result));
        note(throttle(conversation), isThrottled(result));
    }

    private static void note(Breaker breaker, boolean failed) {
        if (failed) {
            breaker.failed();
        } else {
            breaker.succeeded();
        }
    }

    private static boolean showsThatProviderFails(SendResult result) {
        return switch (result) {
            case SendResult.Accepted _ -> false;
            case SendResult.Refused(var failure) -> failure.failureClass() == FailureClass.RETRY;
            case SendResult.Unknown _ -> true;
        };
    }

    private static boolean isThrottled(SendResult result) {
        return result instanceof SendResult.Refused(var failure)
                && failure.failureClass() == FailureClass.THROTTLE;
    }

    private Breaker throttle(ConversationKey conversation) {
        return throttles.computeIfAbsent(
                conversation.business(), _ -> new Breaker(1, throttlePause, clock));
    }

    private Breaker breaker(Channel channel) {
        var breaker = breakers.get(channel);
        if (breaker == null) {
            throw new IllegalStateException("no breaker for " + channel);
        }
        return breaker;
    }

    /** Room for one send, given back by closing it. */
    interface Room extends AutoCloseable {
        @Override
        void close();
    }
}
