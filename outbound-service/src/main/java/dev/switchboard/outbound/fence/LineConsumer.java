package dev.switchboard.outbound.fence;

import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.event.ConversationChanged.Change;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.wire.EventCodec;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hears that lines have changed hands; each instance hears all hints. */
@ApplicationScoped
public class LineConsumer {
    private static final Logger LOG = Logger.getLogger(LineConsumer.class);

    private final Lines lines;

    LineConsumer(Lines lines) {
        this.lines = lines;
    }

    @Incoming("lines")
    void consume(Record<String, byte[]> hint) {
        try {
            // Most hints are about conversations of which nothing waits: they are not even decoded.
            if (isAwaited(hint.key())) {
                hear(EventCodec.decode(ConversationChanged.class, hint.value()));
            }
        } catch (RuntimeException e) {
            // An exception here would end the channel; a hint is not worth that.
            LOG.debugf("A hint could not be read why=%s", e.getMessage());
        }
    }

    private boolean isAwaited(@Nullable String key) {
        return key != null && lines.concern(new ConversationId(UUID.fromString(key)));
    }

    private void hear(ConversationChanged hint) {
        if (hint.change() == Change.CONTROL) {
            var epoch = Long.parseLong(hint.details().getOrDefault("epoch", "0"));
            lines.changed(hint.conversation().id(), epoch);
        }
    }
}
