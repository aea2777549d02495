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
 * What instances know of each other's searches, in Redis: who searches, and how far has been
 * searched. Without Redis each goes by what it knows itself, which finds no less. Waits for Redis.
 */
@ApplicationScoped
class SharedSearch {
    private static final Logger LOG = Logger.getLogger(SharedSearch.class);
    private static final int TRIES = 2;

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
        return ask(
                () -> {
                    if (redis.execute("SET", searcherKey, instance, "NX", "PX", millis) != null) {
                        return true;
                    }
                    var searcher = redis.execute("GET", searcherKey);
                    if (searcher != null && !searcher.toString().equals(instance)) {
                        return false;
                    }
                    redis.execute("PEXPIRE", searcherKey, millis);
                    return true;
                },
                true);
    }

    /** Lets another instance search at once. */
    void leave() {
        ask(
                () -> {
                    var searcher = redis.execute("GET", searcherKey);
                    return searcher != null
                            && searcher.toString().equals(instance)
                            && redis.execute("DEL", searcherKey) != null;
                },
                false);
    }

    /** Up to when every message is published; empty where nobody knows. */
    Optional<Instant> searchedUpTo() {
        return ask(
                () ->
                        Optional.ofNullable(redis.execute("GET", searchedKey))
                                .map(it -> Instant.ofEpochMilli(it.toLong())),
                Optional.empty());
    }

    void searched(Instant upTo) {
        var millis = Long.toString(upTo.toEpochMilli());
        ask(() -> redis.execute("SET", searchedKey, millis) != null, false);
    }

    /** A cold connection's first answer may come too late; Redis is away when the next one does. */
    private static <T> T ask(Supplier<T> question, T whenAway) {
        for (var tries = 1; tries <= TRIES; tries++) {
            try {
                return question.get();
            } catch (RuntimeException e) {
                LOG.debugf("Redis did not answer attempt=%d cause=%s", tries, e);
            }
        }
        return whenAway;
    }
}
