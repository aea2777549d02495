package dev.switchboard.buffer.seen;

import dev.switchboard.model.identity.MessageId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Remembers every message for the retention at least; older repeats are known by the transcript.
 * The store is cut into segments of time and forgets by dropping a whole one, so forgetting costs
 * nothing per message.
 *
 * <p>A message is marked under the start of its bucket of time, so that a look-up is a few gets of
 * one key each, which Bloom filters answer, and no scan. Time never runs backwards here: the store
 * would drop a mark that is older than its newest by more than it keeps. For one thread.
 */
public final class SeenMessages {
    public static final String STORE = "seen";
    public static final Duration MIN_RETENTION = Duration.ofDays(1);

    /** As long as {@code inbound} keeps a record. */
    public static final Duration MAX_RETENTION = Duration.ofDays(8);

    private static final Duration BUCKET = Duration.ofHours(12);

    /** A mark is a moment; the store wants a window's length. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final byte[] HERE = {1};

    private final WindowStore<Bytes, byte[]> store;
    private final Duration retention;

    /**
     * Buckets by which {@link #newest} may lag behind the newest mark after a restart, as the store
     * keeps a segment's marks in the order of their keys. Where the clock was set back, messages
     * have marks ahead of it.
     */
    private final long bucketsAhead;

    private Instant newest;

    public SeenMessages(WindowStore<Bytes, byte[]> store, Duration retention) {
        this.store = store;
        this.retention = retention;
        this.bucketsAhead = kept(retention).dividedBy(2).dividedBy(BUCKET);
        try (var marks = store.backwardAll()) {
            newest = marks.hasNext() ? marks.peekNextKey().window().startTime() : Instant.EPOCH;
        }
    }

    /**
     * The store that the topology declares; no cache, as nobody reads a message's mark twice. Its
     * changelog is read whole after a crash, so it is cut often enough to be deleted in time; no
     * mark is written twice, so there is nothing to compact.
     */
    public static StoreBuilder<WindowStore<Bytes, byte[]>> storeBuilder(Duration retention) {
        var supplier = Stores.persistentWindowStore(STORE, kept(retention), MOMENT, false);
        var changelog =
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "segment.ms",
                        Long.toString(BUCKET.dividedBy(2).toMillis()));
        return Stores.windowStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(changelog)
                .withCachingDisabled();
    }

    /** The store's segments are half as long. */
    private static Duration kept(Duration retention) {
        return retention.plus(BUCKET);
    }

    /**
     * Whether this is the first time; from now on it is not.
     *
     * @param at when the message was written to Kafka
     */
    public boolean firstSight(MessageId id, Instant at) {
        newest = at.isAfter(newest) ? at : newest;
        var key = key(id);
        var current = bucketOf(newest);
        var last = current + bucketsAhead;
        for (var bucket = bucketOf(newest.minus(retention)); bucket <= last; bucket++) {
            if (store.fetch(key, startOf(bucket)) != null) {
                return false;
            }
        }
        store.put(key, HERE, startOf(current));
        return true;
    }

    private static long bucketOf(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), BUCKET.toMillis());
    }

    private static long startOf(long bucket) {
        return bucket * BUCKET.toMillis();
    }

    private static Bytes key(MessageId id) {
        UUID value = id.value();
        return Bytes.wrap(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(value.getMostSignificantBits())
                        .putLong(value.getLeastSignificantBits())
                        .array());
    }
}
