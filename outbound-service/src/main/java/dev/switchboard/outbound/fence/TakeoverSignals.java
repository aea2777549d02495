package dev.switchboard.outbound.fence;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Wakes waiting sends when their conversation is taken over, so that they reach the {@link Fence}
 * and are suppressed. The store is read once, when a wait begins; a hint lost after that costs the
 * rest of the wait.
 */
@ApplicationScoped
public class TakeoverSignals {
    private final ConcurrentMap<ConversationId, Watched> watched = new ConcurrentHashMap<>();
    private final Fence fence;

    TakeoverSignals(Fence fence) {
        this.fence = fence;
    }

    /** The signal for a send of this reply; closed by the caller. */
    public TakeoverSignal forReply(ReplyDecided reply) {
        return reply.isFenced()
                ? new Watched(reply.conversation().id(), reply.epoch())
                : TakeoverSignal.NEVER;
    }

    /** Returns whether a send of this conversation waits on this instance. */
    boolean isWatched(ConversationId conversation) {
        return watched.containsKey(conversation);
    }

    /** Wakes a send that was decided under an earlier epoch. */
    void ownershipChanged(ConversationId conversation, long epoch) {
        Optional.ofNullable(watched.get(conversation))
                .filter(signal -> signal.epoch < epoch)
                .ifPresent(signal -> signal.takenOver.countDown());
    }

    private final class Watched implements TakeoverSignal {
        private final ConversationId conversation;
        private final long epoch;
        private final CountDownLatch takenOver = new CountDownLatch(1);
        private boolean watching;

        private Watched(ConversationId conversation, long epoch) {
            this.conversation = conversation;
            this.epoch = epoch;
        }

        @Override
        public boolean awaitTakeover(Duration timeout) throws InterruptedException {
            if (!watching) {
                watch();
            }
            return takenOver.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** Registers before it reads the store, so that no change between the two is missed. */
        private void watch() {
            watching = true;
            watched.put(conversation, this);
            if (!fence.allows(conversation, epoch)) {
                takenOver.countDown();
            }
        }

        @Override
        public void close() {
            watched.remove(conversation, this);
        }
    }
}
