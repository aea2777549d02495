package dev.switchboard.aiworker.turn;

import dev.switchboard.chassis.topic.Hints;
import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.transcript.control.Control;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hears that a person has taken a line, and ends the work on that conversation's question. Each
 * instance hears all hints. A hint that is lost costs a model's answer that nobody gets: the claim
 * and the fence hold without it.
 */
@ApplicationScoped
public class LineConsumer {
    private final Interruptions interruptions;

    LineConsumer(Interruptions interruptions) {
        this.interruptions = interruptions;
    }

    @Incoming("conversation-events")
    void consume(Record<String, byte[]> hint) {
        Hints.hear(hint, interruptions::concern, this::hear);
    }

    private void hear(ConversationChanged hint) {
        Control.toldBy(hint)
                .filter(now -> !now.isWithAi())
                .ifPresent(now -> interruptions.takenOver(hint.conversation().id(), now.epoch()));
    }
}
