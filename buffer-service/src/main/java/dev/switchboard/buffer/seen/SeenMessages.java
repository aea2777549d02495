package dev.switchboard.buffer.seen;

import dev.switchboard.model.identity.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Remembers every message for eight days, one more than the seven in which a repeat must change
 * nothing. The store is cut into segments of time and forgets by dropping a whole one, so
 * forgetting costs nothing per message.
 */
public final class SeenMessages {
    public static final String STORE = "seen";
    private static final Duration KEPT = Duration.ofDays(8);

    /** A sighting is a moment; the store wants a window's length. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final byte[] HERE = {1};

    private final WindowStore<String, byte[]> store;

    public SeenMessages(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    /** The store that the topology declares; no cache, as nobody reads a message's mark twice. */
    public static StoreBuilder<WindowStore<String, byte[]>> storeBuilder() {
        var supplier = Stores.persistentWindowStore(STORE, KEPT, MOMENT, false);
        return Stores.windowStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    /** Whether this is the first time; from now on it is not. */
    public boolean firstSight(MessageId id, Instant now) {
        var key = id.toString();
        try (var sightings = store.fetch(key, now.minus(KEPT), now.plus(KEPT))) {
            if (sightings.hasNext()) {
                return false;
            }
        }
        store.put(key, HERE, now.toEpochMilli());
        return true;
    }
}
