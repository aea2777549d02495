package dev.switchboard.outbound.delivery;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.outbound.fence.FenceSettings;
import dev.switchboard.outbound.fence.Line;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Lets as many sends through as there is room for: none while the {@link Brakes} hold them, and of
 * those that hold a database connection while they wait for the provider no more than the pool can
 * spare, nor so many for one provider that a slow one takes the room of the other.
 */
@ApplicationScoped
public class SendGate {
    private final Brakes brakes;
    private final Semaphore room;
    private final Map<Channel, Semaphore> roomOf = new EnumMap<>(Channel.class);

    SendGate(Brakes brakes, FenceSettings fence) {
        this.brakes = brakes;
        room = new Semaphore(fence.sendsAtOnce());
        for (var channel : Channel.values()) {
            roomOf.put(channel, new Semaphore(Math.max(1, fence.sendsAtOnce() * 3 / 4)));
        }
    }

    /**
     * Waits until there is room for a send of this reply; the caller closes what it gets.
     *
     * @param lastTryAfter as for {@link Brakes#pass}
     * @param line as for {@link Brakes#pass}
     */
    Room enter(ReplyDecided reply, Instant lastTryAfter, Line line) throws InterruptedException {
        brakes.pass(reply.conversation(), lastTryAfter, line);
        if (!reply.isFenced()) {
            return () -> {};
        }
        var own = roomOf.getOrDefault(reply.conversation().channel(), room);
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

    /** Room for one send, given back by closing it. */
    interface Room extends AutoCloseable {
        @Override
        void close();
    }
}
