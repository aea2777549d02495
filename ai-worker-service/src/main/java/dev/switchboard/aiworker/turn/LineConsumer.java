package dev.switchboard.aiworker.turn;

import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.transcript.control.Control.Holder;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears that a person has taken a line, and ends the work on that conversation's question. Each
 * instance hears all hints. A hint that is lost costs a model's answer that nobody gets: the claim
 * and the fence hold without it.
 */
@ApplicationScoped
public class LineConsumer {
    private static final Logger LOG = Logger.getLogger(LineConsumer.class);

    private final Interruptions interruptions;

    LineConsumer(Interruptions interruptions) {
        this.interruptions = interruptions;
    }

    @Incoming("conversation-events")
    void consume(Record<String, byte[]> hint) {
        try {
            // Most hints are about conversations that others work on: they are not even decoded.
            if (isOurs(hint.key())) {
                hear(EventCodec.decode(ConversationChanged.class, hint.value()));
            }
        } catch (RuntimeException e) {
            // An exception here would end the channel; a hint is not worth that.
            LOG.debugf("A hint could not be read why=%s", e.getMessage());
        }
    }

    private boolean isOurs(@Nullable String key) {
        return key != null && interruptions.concern(new ConversationId(UUID.fromString(key)));
    }

    private void hear(ConversationChanged hint) {
        var details = hint.details();
        if (hint.change() == Change.CONTROL
                && Holder.OPERATOR.name().equals(details.get("holder"))) {
            var epoch = Optional.ofNullable(details.get("epoch")).map(Long::valueOf).orElse(0L);
            interruptions.takenOver(hint.conversation().id(), epoch);
        }
    }
}
