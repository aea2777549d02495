package dev.switchboard.ingress.identity;

import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.wire.RedisKeys;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Aliases in Redis, shared by all instances: a key per alias with the address it resolves to,
 * expiring 400 days after its last use, and a sorted set, by time of entry, of the aliases that
 * resolve to a user id or from one number to another.
 */
@ApplicationScoped
public class AliasStore {
    private static final String ANNOUNCEMENTS_KEY = RedisKeys.IDENTITY + "user-id-first";
    private static final String ADDRESS_SEPARATOR = "\u001e";

    /** Timeout of one attempt; short, because a webhook waits for it. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMillis(250);

    /** Timeout of all attempts together. */
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration INITIAL_BACKOFF = Duration.ofMillis(20);
    private static final Duration MAX_BACKOFF = Duration.ofMillis(200);

    /** Longer than the time after which a customer comes back. */
    private static final String TTL_SECONDS = Long.toString(Duration.ofDays(400).toSeconds());

    private final ReactiveRedisDataSource reactiveRedis;
    private final RedisDataSource redis;

    AliasStore(ReactiveRedisDataSource reactiveRedis, RedisDataSource redis) {
        this.reactiveRedis = reactiveRedis;
        this.redis = redis;
    }

    /** Never blocks; retries, and fails after {@link #LOOKUP_TIMEOUT}. */
    Uni<Optional<CustomerAddress>> find(Alias alias) {
        return executeWithRetry("GETEX", key(alias), "EX", TTL_SECONDS)
                .map(found -> found.map(AliasStore::address));
    }

    /** Replaces the address and announces it. Never blocks; fails as {@link #find} does. */
    Uni<Void> redirect(Alias alias, CustomerAddress address, Instant now) {
        return executeWithRetry("SET", key(alias), address.value(), "EX", TTL_SECONDS)
                .chain(() -> executeWithRetry("ZADD", announcement(alias, address, now)))
                .replaceWithVoid();
    }

    private Uni<Optional<Response>> executeWithRetry(String command, String... arguments) {
        return Uni.createFrom()
                .deferred(() -> reactiveRedis.execute(command, arguments))
                .map(Optional::ofNullable)
                .ifNoItem()
                .after(ATTEMPT_TIMEOUT)
                .fail()
                .onFailure()
                .retry()
                .withBackOff(INITIAL_BACKOFF, MAX_BACKOFF)
                .expireIn(LOOKUP_TIMEOUT.toMillis());
    }

    private static String key(Alias alias) {
        return RedisKeys.alias(alias.channel(), alias.businessId(), alias.name());
    }

    private static CustomerAddress address(Response response) {
        return CustomerAddress.of(response.toString());
    }

    /**
     * Stores the address unless the alias has one; returns the address that it now resolves to.
     * Blocks.
     */
    CustomerAddress putIfAbsent(Alias alias, CustomerAddress address) {
        var key = key(alias);
        if (redis.execute("SET", key, address.value(), "NX", "EX", TTL_SECONDS) != null) {
            return address;
        }
        var known = redis.execute("GETEX", key, "EX", TTL_SECONDS);
        return known == null ? address : address(known);
    }

    /** Announces the alias's address to the other instances. Blocks. */
    void announce(Alias alias, CustomerAddress address, Instant now) {
        redis.execute("ZADD", announcement(alias, address, now));
        redis.execute(
                "ZREMRANGEBYRANK",
                ANNOUNCEMENTS_KEY,
                "0",
                Integer.toString(-KnownAliases.MAX_ALIASES - 1));
    }

    private static String[] announcement(Alias alias, CustomerAddress address, Instant now) {
        var score = Long.toString(now.toEpochMilli());
        return new String[] {ANNOUNCEMENTS_KEY, score, alias + ADDRESS_SEPARATOR + address.value()};
    }

    /** Addresses announced since then, the newest of each alias. Blocks. */
    Map<Alias, CustomerAddress> announcedSince(Instant since) {
        var found =
                redis.execute(
                        "ZRANGEBYSCORE",
                        ANNOUNCEMENTS_KEY,
                        Long.toString(since.toEpochMilli()),
                        "+inf");
        Map<Alias, CustomerAddress> announced = new HashMap<>();
        for (var entry : found) {
            var parts = entry.toString().split(ADDRESS_SEPARATOR, 2);
            Alias.parse(parts[0])
                    .filter(_ -> parts.length == 2)
                    .ifPresent(alias -> announced.put(alias, CustomerAddress.of(parts[1])));
        }
        return announced;
    }
}
