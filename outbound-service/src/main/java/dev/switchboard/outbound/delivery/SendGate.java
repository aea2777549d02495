package dev.switchboard.outbound.delivery;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.SendResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Lets as many sends through as there is room for: none while the provider is down, and of those
 * that hold a database connection while they wait for the provider no more than the pool can spare,
 * nor so many for one provider that a slow one takes the room of the other.
 */
@ApplicationScoped
public class SendGate {
    private final Semaphore room;
    private final Map<Channel, Semaphore> roomOf = new EnumMap<>(Channel.class);
    private final Map<Channel, Breaker> breakers = new EnumMap<>(Channel.class);

    SendGate(
            FenceSettings fence,
            DeliverySettings settings,
            MeterRegistry registry,
            InstantSource clock) {
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

    /** Waits until the reply's channel has room for a send; the caller closes what it gets. */
    Room enter(ReplyDecided reply) throws InterruptedException {
        var channel = reply.conversation().channel();
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
        for (var wait = breaker.waitBeforeSend();
                wait.isPositive();
                wait = breaker.waitBeforeSend()) {
            Thread.sleep(wait);
        }
    }

    /** Learns from a result whether the provider works. */
    void note(Channel channel, SendResult result) {
        if (showsThatProviderFails(result)) {
            breaker(channel).failed();
        } else {
            breaker(channel).succeeded();
        }
    }

    private static boolean showsThatProviderFails(SendResult result) {
        return switch (result) {
            case SendResult.Accepted _ -> false;
            case SendResult.Refused(var failure) -> failure.failureClass() == FailureClass.RETRY;
            case SendResult.Unknown _ -> true;
        };
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
