package dev.switchboard.chassis.topic;

import dev.switchboard.model.event.ConversationChanged;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.wire.EventCodec;
import io.smallrye.reactive.messaging.kafka.Record;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Reads hints from {@code conversation-events}; whoever misses one finds the same in the store. */
public final class Hints {
    private static final Logger LOG = Logger.getLogger(Hints.class);

    private Hints() {}

    /**
     * Never throws: an exception would end the reader's channel, and a hint is not worth that.
     *
     * @param concerned whether the reader waits for a conversation's hints; most are about others
     *     and are not even decoded
     */
    public static void hear(
            Record<String, byte[]> hint,
            Predicate<ConversationId> concerned,
            Consumer<ConversationChanged> heard) {
        try {
            var key = hint.key();
            if (key != null && concerned.test(new ConversationId(UUID.fromString(key)))) {
                heard.accept(EventCodec.decode(ConversationChanged.class, hint.value()));
            }
        } catch (RuntimeException e) {
            LOG.debugf("A hint could not be read why=%s", e.getMessage());
        }
    }
}
