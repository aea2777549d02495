package dev.switchboard.outbound.pace;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** One token bucket a key; a key that has rested is forgotten, since a full bucket says nothing. */
final class Turns<K> {
    /** How many turns are given between two looks for keys that have rested. */
    private static final int BETWEEN_CLEARINGS = 1_000;

    private final ConcurrentMap<K, Bucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong taken = new AtomicLong();
    private final Bandwidth limit;
    private final TimeMeter clock;

    Turns(Bandwidth limit, TimeMeter clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Takes the key's next turn and tells how long it is until then. */
    Duration take(K key) {
        return take(key, 1);
    }

    /** The same for a turn that costs several of the limit's tokens. */
    Duration take(K key, long tokens) {
        if (taken.incrementAndGet() % BETWEEN_CLEARINGS == 0) {
            clear();
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

    /** Leaves none of the key's turns that could be taken at once. */
    void useUp(K key) {
        buckets.compute(
                key,
                (_, known) -> {
                    var bucket = known == null ? full() : known;
                    bucket.tryConsumeAsMuchAsPossible();
                    return bucket;
                });
    }

    int keys() {
        return buckets.size();
    }

    private Bucket full() {
        return Bucket.builder().withCustomTimePrecision(clock).addLimit(limit).build();
    }

    private void clear() {
        for (var key : buckets.keySet()) {
            buckets.computeIfPresent(
                    key,
                    (_, bucket) ->
                            bucket.getAvailableTokens() >= limit.getCapacity() ? null : bucket);
        }
    }
}
