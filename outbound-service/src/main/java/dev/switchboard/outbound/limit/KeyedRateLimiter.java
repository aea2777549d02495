package dev.switchboard.outbound.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

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
        if (reservations.incrementAndGet() % EVICTION_INTERVAL == 0) {
            evictFull();
        }
        var nanos = new AtomicLong();
        buckets.compute(
                key,
                (_, known) -> {
                    var bucket = known == null ? full() : known;
                    nanos.set(bucket.consumeIgnoringRateLimits(tokens));
                    return bucket;
                });
        return Duration.ofNanos(nanos.get());
    }

    /** Removes the key's available tokens. */
    void drain(K key) {
        buckets.compute(
                key,
                (_, known) -> {
                    var bucket = known == null ? full() : known;
                    bucket.tryConsumeAsMuchAsPossible();
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
