package dev.switchboard.chassis.kafka;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.wire.EventCodec;
import io.smallrye.reactive.messaging.kafka.Record;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Reads hints from their topics; a reader that misses one finds the same in the store. */
public final class Hints {
    private static final Logger LOG = Logger.getLogger(Hints.class);

    private Hints() {}

    /**
     * Decodes a hint for its listener. Never throws: an exception would end the reader's channel,
     * and a hint is not worth that.
     *
     * @param isAwaited accepts the conversations whose hints the reader waits for; hints about
     *     others are not decoded
     */
    public static <E extends Event> void read(
            Record<String, byte[]> hint,
            Class<E> type,
            Predicate<ConversationId> isAwaited,
            Consumer<E> listener) {
        try {
            var key = hint.key();
            if (key != null && isAwaited.test(new ConversationId(UUID.fromString(key)))) {
                listener.accept(EventCodec.decode(type, hint.value()));
            }
        } catch (RuntimeException e) {
            LOG.debugf("Hint unreadable cause=%s", e.getMessage());
        }
    }
}
