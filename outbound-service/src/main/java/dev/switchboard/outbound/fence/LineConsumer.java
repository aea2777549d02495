package dev.switchboard.outbound.fence;

import dev.switchboard.chassis.topic.Hints;
import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.transcript.control.Control;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears that lines have changed hands; each instance hears all hints. */
@ApplicationScoped
public class LineConsumer {
    private final Lines lines;

    LineConsumer(Lines lines) {
        this.lines = lines;
    }

    @Incoming("lines")
    void consume(Record<String, byte[]> hint) {
        Hints.hear(hint, lines::concern, this::hear);
    }

    private void hear(ConversationChanged hint) {
        Control.toldBy(hint).ifPresent(now -> lines.changed(hint.conversation().id(), now.epoch()));
    }
}
