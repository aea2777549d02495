package dev.switchboard.outbound.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Token bucket per key; a full bucket holds no information and is evicted. */
final class KeyedRateLimiter<K> {
    /** Number of reservations between two evictions. */
    private static final int EVICTION_INTERVAL = 1_000;

    private final ConcurrentMap<K, Bucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong reservations = new AtomicLong();
    private final Bandwidth limit;
    private final TimeMeter clock;

    KeyedRateLimiter(Bandwidth limit, TimeMeter clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Reserves the key's next token and returns the time until it is available. */
    Duration reserve(K key) {
        return reserve(key, 1);
    }

    /** The same for several tokens. */
    Duration reserve(K key, long tokens) {
        var nanos = new AtomicLong();
        use(key, bucket -> nanos.set(bucket.consumeIgnoringRateLimits(tokens)));
        return Duration.ofNanos(nanos.get());
    }

    /** Reserves the tokens if they are available now, and returns whether they were. */
    boolean tryReserve(K key, long tokens) {
        var reserved = new AtomicBoolean();
        use(key, bucket -> reserved.set(bucket.tryConsume(tokens)));
        return reserved.get();
    }

    /** Gives reserved tokens back. */
    void giveBack(K key, long tokens) {
        use(key, bucket -> bucket.addTokens(tokens));
    }

    /** Removes the key's available tokens. */
    void drain(K key) {
        use(key, Bucket::tryConsumeAsMuchAsPossible);
    }

    private void use(K key, Consumer<Bucket> use) {
        if (reservations.incrementAndGet() % EVICTION_INTERVAL == 0) {
            evictFull();
        }
        buckets.compute(
                key,
                (_, known) -> {
                    var bucket = known == null ? full() : known;
                    use.accept(bucket);
                    return bucket;
                });
    }

    int size() {
        return buckets.size();
    }

    private Bucket full() {
        return Bucket.builder().withCustomTimePrecision(clock).addLimit(limit).build();
    }

    private void evictFull() {
        for (var key : buckets.keySet()) {
            buckets.computeIfPresent(
                    key,
                    (_, bucket) ->
                            bucket.getAvailableTokens() >= limit.getCapacity() ? null : bucket);
        }
    }
}
