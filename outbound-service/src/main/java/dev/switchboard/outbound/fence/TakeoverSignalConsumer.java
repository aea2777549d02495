package dev.switchboard.outbound.fence;

import dev.switchboard.chassis.kafka.Hints;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.transcript.ownership.Ownership;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads ownership changes from {@code conversation-events}; each instance reads all of them. */
@ApplicationScoped
public class TakeoverSignalConsumer {
    private final TakeoverSignals signals;

    TakeoverSignalConsumer(TakeoverSignals signals) {
        this.signals = signals;
    }

    @Incoming("takeover-signals")
    void consume(Record<String, byte[]> hint) {
        Hints.read(hint, signals::isWatched, this::accept);
    }

    private void accept(ConversationChanged hint) {
        Ownership.from(hint)
                .ifPresent(now -> signals.ownershipChanged(hint.conversation().id(), now.epoch()));
    }
}
