package dev.switchboard.outbound.fence;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Wakes sends that wait for a provider when a person takes their conversation's line, so that they
 * come to the {@link Fence} and are seen to be suppressed. The store is asked once, when a wait
 * begins; a hint that is lost after that costs the rest of the wait.
 */
@ApplicationScoped
public class Lines {
    private final ConcurrentMap<ConversationId, Watched> watched = new ConcurrentHashMap<>();
    private final Fence fence;

    Lines(Fence fence) {
        this.fence = fence;
    }

    /** The line as this reply needs it; closed by the caller. */
    public Line of(ReplyDecided reply) {
        return reply.isFenced()
                ? new Watched(reply.conversation().id(), reply.epoch())
                : Line.NEVER_LOST;
    }

    /** Whether a send of this conversation waits here. */
    boolean concern(ConversationId conversation) {
        return watched.containsKey(conversation);
    }

    /** The line has changed hands, and what was decided under an earlier epoch stays unsaid. */
    void changed(ConversationId conversation, long epoch) {
        Optional.ofNullable(watched.get(conversation))
                .filter(line -> line.epoch < epoch)
                .ifPresent(line -> line.lost.countDown());
    }

    private final class Watched implements Line {
        private final ConversationId conversation;
        private final long epoch;
        private final CountDownLatch lost = new CountDownLatch(1);
        private boolean begun;

        private Watched(ConversationId conversation, long epoch) {
            this.conversation = conversation;
            this.epoch = epoch;
        }

        @Override
        public boolean isLostWithin(Duration wait) throws InterruptedException {
            if (!begun) {
                begin();
            }
            return lost.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** Listens first, so that no change falls between the look and the wait. */
        private void begin() {
            begun = true;
            watched.put(conversation, this);
            if (!fence.isOpen(conversation, epoch)) {
                lost.countDown();
            }
        }

        @Override
        public void close() {
            watched.remove(conversation, this);
        }
    }
}
