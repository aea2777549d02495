package dev.switchboard.outbound.typing;

import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.chassis.kafka.Hints;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.ConversationChanged.Change;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Shows "typing…" when the model begins to answer. Best effort, on threads of its own: it never
 * delays a reply, and late or excess indicators are dropped.
 */
@ApplicationScoped
public class TypingConsumer {
    private static final int MAX_CONCURRENT = 64;

    /** Both providers show it for up to 25 seconds; an older hint may be of an answered turn. */
    private static final Duration MAX_HINT_AGE = Duration.ofSeconds(10);

    private final Semaphore slots = new Semaphore(MAX_CONCURRENT);
    private final MessageSenders senders;
    private final InstantSource clock;

    TypingConsumer(MessageSenders senders, InstantSource clock) {
        this.senders = senders;
        this.clock = clock;
    }

    @Incoming("conversation-events")
    void consume(Record<String, byte[]> hint) {
        Hints.read(hint, ConversationChanged.class, _ -> true, this::show);
    }

    /** Returns at once. */
    void show(ConversationChanged hint) {
        var isLate = hint.at().plus(MAX_HINT_AGE).isBefore(clock.instant());
        if (hint.change() != Change.ANSWERING || isLate) {
            return;
        }
        Optional.ofNullable(hint.details().get("quotes"))
                .filter(_ -> slots.tryAcquire())
                .ifPresent(
                        message -> Thread.startVirtualThread(() -> sendIndicator(hint, message)));
    }

    private void sendIndicator(ConversationChanged hint, String inboundMessageId) {
        try {
            senders.on(hint.conversation().channel())
                    .showTyping(hint.conversation(), inboundMessageId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            slots.release();
        }
    }
}
