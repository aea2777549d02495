package dev.switchboard.outbound.fence;

import dev.switchboard.chassis.kafka.Hints;
import dev.switchboard.common.event.OwnershipChanged;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code ownership-changes}; each instance reads all of them. */
@ApplicationScoped
public class TakeoverSignalConsumer {
    private final TakeoverSignals signals;

    TakeoverSignalConsumer(TakeoverSignals signals) {
        this.signals = signals;
    }

    @Incoming("takeover-signals")
    void consume(Record<String, byte[]> hint) {
        Hints.read(hint, OwnershipChanged.class, signals::isWatched, this::accept);
    }

    private void accept(OwnershipChanged hint) {
        signals.ownershipChanged(hint.conversation().id(), hint.epoch());
    }
}
