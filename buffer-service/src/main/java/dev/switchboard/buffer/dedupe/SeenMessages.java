package dev.switchboard.buffer.dedupe;

import dev.switchboard.common.identity.MessageId;
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
 * Remembers every message for at least the retention; later duplicates are found in the transcript.
 * The store expires whole time segments, so expiry costs nothing per message.
 *
 * <p>A message is marked under the start of its time bucket, so that a look-up is a few gets of one
 * key each, which Bloom filters answer, and no scan. Time never runs backwards here: the store
 * would drop a mark that is older than its newest by more than its retention. For one thread.
 */
public final class SeenMessages {
    public static final String STORE = "seen";
    public static final Duration MIN_RETENTION = Duration.ofDays(1);

    /** Retention of {@code inbound}. */
    public static final Duration MAX_RETENTION = Duration.ofDays(8);

    private static final Duration BUCKET = Duration.ofHours(12);

    /** Required by the window store; marks have no duration. */
    private static final Duration WINDOW_SIZE = Duration.ofMillis(1);

    private static final byte[] MARK = {1};

    private final WindowStore<Bytes, byte[]> store;
    private final Duration retention;

    /**
     * Buckets by which {@link #newest} may lag behind the newest mark after a restart, as the store
     * sorts a segment's marks by key. Where the clock was set back, messages have marks ahead of
     * it.
     */
    private final long bucketsAhead;

    private Instant newest;

    public SeenMessages(WindowStore<Bytes, byte[]> store, Duration retention) {
        this.store = store;
        this.retention = retention;
        this.bucketsAhead = storeRetention(retention).dividedBy(2).dividedBy(BUCKET);
        try (var marks = store.backwardAll()) {
            newest = marks.hasNext() ? marks.peekNextKey().window().startTime() : Instant.EPOCH;
        }
    }

    /**
     * Store for the topology to declare; no cache, as a mark is not read twice. Its changelog is
     * read whole after a crash, so its segments are short enough to be deleted in time; no mark is
     * written twice, so there is nothing to compact.
     */
    public static StoreBuilder<WindowStore<Bytes, byte[]>> storeBuilder(Duration retention) {
        var supplier =
                Stores.persistentWindowStore(STORE, storeRetention(retention), WINDOW_SIZE, false);
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

    /** Twice the length of the store's segments. */
    private static Duration storeRetention(Duration retention) {
        return retention.plus(BUCKET);
    }

    /**
     * Marks the message as seen.
     *
     * @param at when the message was written to Kafka
     * @return false for a duplicate
     */
    public boolean addIfNew(MessageId id, Instant at) {
        newest = at.isAfter(newest) ? at : newest;
        var key = key(id);
        var current = bucketOf(newest);
        var last = current + bucketsAhead;
        for (var bucket = bucketOf(newest.minus(retention)); bucket <= last; bucket++) {
            if (store.fetch(key, startOf(bucket)) != null) {
                return false;
            }
        }
        store.put(key, MARK, startOf(current));
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
