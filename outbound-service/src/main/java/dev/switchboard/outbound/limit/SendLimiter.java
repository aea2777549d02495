package dev.switchboard.outbound.limit;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.TakeoverSignal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<Channel, Semaphore> slotsByChannel = new ConcurrentHashMap<>();
    private final int slotsOfChannel;

    SendLimiter(SendCircuitBreakers circuitBreakers, FenceSettings fence) {
        this.circuitBreakers = circuitBreakers;
        slots = new Semaphore(fence.maxConcurrentSends());
        slotsOfChannel = Math.max(1, fence.maxConcurrentSends() * 3 / 4);
    }

    /**
     * Waits for a slot for a send of this reply; the caller closes it.
     *
     * @param lastAttemptAfter as for {@link SendCircuitBreakers#acquire}
     * @param takeover as for {@link SendCircuitBreakers#acquire}
     */
    public Slot acquire(ReplyDecided reply, Instant lastAttemptAfter, TakeoverSignal takeover)
            throws InterruptedException {
        circuitBreakers.acquire(reply.conversation(), lastAttemptAfter, takeover);
        if (!reply.isFenced()) {
            return () -> {};
        }
        var channelSlots =
                slotsByChannel.computeIfAbsent(
                        reply.conversation().channel(), _ -> new Semaphore(slotsOfChannel));
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
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
