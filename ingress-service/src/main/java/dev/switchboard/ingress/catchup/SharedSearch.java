package dev.switchboard.ingress.catchup;

import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What instances know of each other's searches, in Redis: who searches, and how far has been
 * searched. Without Redis each goes by what it knows itself, which finds no less. Waits for Redis.
 */
@ApplicationScoped
class SharedSearch {
    private static final Logger LOG = Logger.getLogger(SharedSearch.class);

    private final RedisDataSource redis;
    private final String searcherKey;
    private final String searchedKey;
    private final String instance = UUID.randomUUID().toString();

    @Inject
    SharedSearch(RedisDataSource redis) {
        this(redis, "switchboard:catch-up:twilio:");
    }

    SharedSearch(RedisDataSource redis, String prefix) {
        this.redis = redis;
        this.searcherKey = prefix + "searcher";
        this.searchedKey = prefix + "searched-up-to";
    }

    /** Whether it is on this instance to search; if so, for so long on no other. */
    boolean isOurs(Duration lease) {
        var millis = Long.toString(lease.toMillis());
        try {
            if (redis.execute("SET", searcherKey, instance, "NX", "PX", millis) != null) {
                return true;
            }
            var searcher = redis.execute("GET", searcherKey);
            if (searcher != null && !searcher.toString().equals(instance)) {
                return false;
            }
            redis.execute("PEXPIRE", searcherKey, millis);
            return true;
        } catch (RuntimeException e) {
            away(e);
            return true;
        }
    }

    /** Lets another instance search at once. */
    void leave() {
        try {
            var searcher = redis.execute("GET", searcherKey);
            if (searcher != null && searcher.toString().equals(instance)) {
                redis.execute("DEL", searcherKey);
            }
        } catch (RuntimeException e) {
            away(e);
        }
    }

    /** Up to when every message is published; empty where nobody knows. */
    Optional<Instant> searchedUpTo() {
        try {
            return instant(redis.execute("GET", searchedKey));
        } catch (RuntimeException e) {
            away(e);
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(@Nullable Response found) {
        return Optional.ofNullable(found).map(it -> Instant.ofEpochMilli(it.toLong()));
    }

    void searched(Instant upTo) {
        try {
            redis.execute("SET", searchedKey, Long.toString(upTo.toEpochMilli()));
        } catch (RuntimeException e) {
            away(e);
        }
    }

    private static void away(RuntimeException e) {
        LOG.debugf("Searching without the other instances' knowledge cause=%s", e);
    }
}
