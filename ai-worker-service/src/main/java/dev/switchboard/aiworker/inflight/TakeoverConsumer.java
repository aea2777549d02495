package dev.switchboard.aiworker.inflight;

import dev.switchboard.chassis.kafka.Hints;
import dev.switchboard.common.event.OwnershipChanged;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads takeover signals from {@code ownership-changes} and cancels what is in flight in the
 * conversation. Each instance reads all hints. A lost hint costs an answer of the model that nobody
 * gets: the claim and the fence hold without it.
 */
@ApplicationScoped
public class TakeoverConsumer {
    private final InFlightTurns inFlight;

    TakeoverConsumer(InFlightTurns inFlight) {
        this.inFlight = inFlight;
    }

    @Incoming("ownership-changes")
    void consume(Record<String, byte[]> hint) {
        Hints.read(hint, OwnershipChanged.class, inFlight::contains, this::onHint);
    }

    private void onHint(OwnershipChanged hint) {
        if (!hint.ownedByAi()) {
            inFlight.takenOver(hint.conversation().id(), hint.epoch());
        }
    }
}
