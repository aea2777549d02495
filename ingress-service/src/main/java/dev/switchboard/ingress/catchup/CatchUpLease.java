package dev.switchboard.ingress.catchup;

import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Lease of the catch-up search and the time up to which it has searched, shared by the instances in
 * Redis. Without Redis each instance searches by itself, which finds no less. Blocks.
 */
@ApplicationScoped
class CatchUpLease {
    private static final Logger LOG = Logger.getLogger(CatchUpLease.class);
    private static final int MAX_ATTEMPTS = 2;

    private final RedisDataSource redis;
    private final String ownerKey;
    private final String searchedKey;
    private final String instance = UUID.randomUUID().toString();

    @Inject
    CatchUpLease(RedisDataSource redis) {
        this(redis, "switchboard:catch-up:twilio:");
    }

    CatchUpLease(RedisDataSource redis, String prefix) {
        this.redis = redis;
        this.ownerKey = prefix + "searcher";
        this.searchedKey = prefix + "searched-up-to";
    }

    /** True if this instance may search; then no other may until the lease expires. */
    boolean tryAcquire(Duration lease) {
        var millis = Long.toString(lease.toMillis());
        return retry(
                () -> {
                    if (redis.execute("SET", ownerKey, instance, "NX", "PX", millis) != null) {
                        return true;
                    }
                    var owner = redis.execute("GET", ownerKey);
                    if (owner != null && !owner.toString().equals(instance)) {
                        return false;
                    }
                    redis.execute("PEXPIRE", ownerKey, millis);
                    return true;
                },
                true);
    }

    /** Releases the lease if this instance holds it. */
    void release() {
        retry(
                () -> {
                    var owner = redis.execute("GET", ownerKey);
                    return owner != null
                            && owner.toString().equals(instance)
                            && redis.execute("DEL", ownerKey) != null;
                },
                false);
    }

    /** Time up to which every message is published; empty if unknown. */
    Optional<Instant> searchedUpTo() {
        return retry(
                () ->
                        Optional.ofNullable(redis.execute("GET", searchedKey))
                                .map(it -> Instant.ofEpochMilli(it.toLong())),
                Optional.empty());
    }

    void recordSearchedUpTo(Instant upTo) {
        var millis = Long.toString(upTo.toEpochMilli());
        retry(() -> redis.execute("SET", searchedKey, millis) != null, false);
    }

    /** Retries once: the first response of a new connection may time out with Redis up. */
    private static <T> T retry(Supplier<T> request, T fallback) {
        for (var attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                return request.get();
            } catch (RuntimeException e) {
                LOG.debugf("Redis request failed attempt=%d cause=%s", attempt, e);
            }
        }
        return fallback;
    }
}
