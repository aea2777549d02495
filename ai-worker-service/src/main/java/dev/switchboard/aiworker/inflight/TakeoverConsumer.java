package dev.switchboard.aiworker.inflight;

import dev.switchboard.chassis.kafka.Hints;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.transcript.ownership.Ownership;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads takeover signals from {@code conversation-events} and cancels what is in flight in the
 * conversation. Each instance reads all hints. A lost hint costs an answer of the model that nobody
 * gets: the claim and the fence hold without it.
 */
@ApplicationScoped
public class TakeoverConsumer {
    private final InFlightTurns inFlight;

    TakeoverConsumer(InFlightTurns inFlight) {
        this.inFlight = inFlight;
    }

    @Incoming("conversation-events")
    void consume(Record<String, byte[]> hint) {
        Hints.read(hint, inFlight::contains, this::onHint);
    }

    private void onHint(ConversationChanged hint) {
        Ownership.from(hint)
                .filter(ownership -> !ownership.isOwnedByAi())
                .ifPresent(ownership ->
                        inFlight.takenOver(hint.conversation().id(), ownership.epoch()));
    }
}
