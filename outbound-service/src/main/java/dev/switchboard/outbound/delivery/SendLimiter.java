package dev.switchboard.outbound.delivery;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.TakeoverSignal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Limits concurrent sends. Each waits for the {@link SendCircuitBreakers}; those that hold a
 * database connection while they wait for the provider need a slot as well. A provider gets at most
 * three quarters of the slots, so that a slow one leaves some to the other.
 */
@ApplicationScoped
public class SendLimiter {
    private final SendCircuitBreakers circuitBreakers;
    private final Semaphore slots;
    private final Map<Channel, Semaphore> slotsByChannel = new EnumMap<>(Channel.class);

    SendLimiter(SendCircuitBreakers circuitBreakers, FenceSettings fence) {
        this.circuitBreakers = circuitBreakers;
        slots = new Semaphore(fence.maxConcurrentSends());
        for (var channel : Channel.values()) {
            slotsByChannel.put(
                    channel, new Semaphore(Math.max(1, fence.maxConcurrentSends() * 3 / 4)));
        }
    }

    /**
     * Waits for a slot for a send of this reply; the caller closes it.
     *
     * @param lastAttemptAfter as for {@link SendCircuitBreakers#acquire}
     * @param takeover as for {@link SendCircuitBreakers#acquire}
     */
    Slot acquire(ReplyDecided reply, Instant lastAttemptAfter, TakeoverSignal takeover)
            throws InterruptedException {
        circuitBreakers.acquire(reply.conversation(), lastAttemptAfter, takeover);
        if (!reply.isFenced()) {
            return () -> {};
        }
        var channelSlots = slotsByChannel.getOrDefault(reply.conversation().channel(), slots);
        channelSlots.acquire();
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            channelSlots.release();
            throw e;
        }
        return () -> {
            slots.release();
            channelSlots.release();
        };
    }

    /** Slot of one send, released by closing it. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
