package dev.switchboard.outbound.typing;

import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.model.wire.UndecodableException;
import dev.switchboard.outbound.provider.Providers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Shows "typing…" when the model begins to answer. It is best effort on threads of its own: it
 * never delays a reply, and what is late or too much is left out.
 */
@ApplicationScoped
public class TypingConsumer {
    private static final Logger LOG = Logger.getLogger(TypingConsumer.class);
    private static final int MOST_AT_ONCE = 64;

    /** Both providers show it for up to 25 seconds; an older hint may be about an answered turn. */
    private static final Duration LATEST = Duration.ofSeconds(10);

    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Providers providers;
    private final InstantSource clock;

    TypingConsumer(Providers providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Incoming("conversation-events")
    void consume(byte[] event) {
        try {
            show(EventCodec.decode(ConversationChanged.class, event));
        } catch (UndecodableException e) {
            LOG.debugf("A hint could not be read why=%s", e.getMessage());
        }
    }

    /** Returns at once. */
    void show(ConversationChanged hint) {
        var isLate = hint.at().plus(LATEST).isBefore(clock.instant());
        if (hint.change() != Change.ANSWERING || isLate) {
            return;
        }
        Optional.ofNullable(hint.details().get("quotes"))
                .filter(_ -> free.tryAcquire())
                .ifPresent(message -> Thread.startVirtualThread(() -> shown(hint, message)));
    }

    private void shown(ConversationChanged hint, String inboundMessageId) {
        try {
            providers
                    .on(hint.conversation().channel())
                    .showTyping(hint.conversation(), inboundMessageId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }
}
