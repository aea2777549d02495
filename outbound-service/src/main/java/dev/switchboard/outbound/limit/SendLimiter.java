package dev.switchboard.outbound.limit;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.TakeoverSignal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
     * Returns a slot for the first send of this reply, if it may start at once; the caller closes
     * it.
     */
    public Optional<Slot> tryAcquire(ReplyDecided reply) {
        if (!reply.isFenced()) {
            return circuitBreakers.tryAcquire(reply.conversation())
                    ? Optional.of(() -> {})
                    : Optional.empty();
        }
        var channelSlots = slotsOf(reply.conversation().channel());
        if (!channelSlots.tryAcquire()) {
            return Optional.empty();
        }
        if (!slots.tryAcquire()) {
            channelSlots.release();
            return Optional.empty();
        }
        if (!circuitBreakers.tryAcquire(reply.conversation())) {
            release(channelSlots);
            return Optional.empty();
        }
        return Optional.of(() -> release(channelSlots));
    }

    private Semaphore slotsOf(Channel channel) {
        return slotsByChannel.computeIfAbsent(channel, _ -> new Semaphore(slotsOfChannel));
    }

    private void release(Semaphore channelSlots) {
        slots.release();
        channelSlots.release();
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
        var channelSlots = slotsOf(reply.conversation().channel());
        channelSlots.acquire();
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            channelSlots.release();
            throw e;
        }
        return () -> release(channelSlots);
    }

    /** Slot of one send, released by closing it. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
