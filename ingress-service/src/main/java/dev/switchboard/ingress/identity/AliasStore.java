package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.wire.RedisKeys;
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
 * The aliases that all instances share, in Redis: a key per alias with the address it leads to, for
 * 400 days after its last use, and a sorted set, by time of entry, of those that lead to a user id
 * or from one number to another.
 */
@ApplicationScoped
public class AliasStore {
    private static final String LEADING_ELSEWHERE = RedisKeys.IDENTITY + "user-id-first";
    private static final String LEADS_TO = "\u001e";

    /** A webhook waits for it: how long one attempt may take, and how long all of them. */
    private static final Duration LOOKUP = Duration.ofMillis(250);

    private static final Duration ALL_LOOKUPS = Duration.ofSeconds(1);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(20);
    private static final Duration MAX_BACKOFF = Duration.ofMillis(200);

    /** Of an alias that nobody has used; longer than a customer stays away who comes back. */
    private static final String TTL_SECONDS = Long.toString(Duration.ofDays(400).toSeconds());

    private final ReactiveRedisDataSource lookups;
    private final RedisDataSource redis;

    AliasStore(ReactiveRedisDataSource lookups, RedisDataSource redis) {
        this.lookups = lookups;
        this.redis = redis;
    }

    /** Never waits; fails when Redis does not answer soon, after some attempts. */
    Uni<Optional<CustomerAddress>> find(Alias alias) {
        return untilAnswered("GETEX", key(alias), "EX", TTL_SECONDS)
                .map(found -> found.map(AliasStore::address));
    }

    /** What the alias led to before is forgotten. Never waits; fails as {@link #find} does. */
    Uni<Void> lead(Alias alias, CustomerAddress address, Instant now) {
        return untilAnswered("SET", key(alias), address.value(), "EX", TTL_SECONDS)
                .chain(() -> untilAnswered("ZADD", announcement(alias, address, now)))
                .replaceWithVoid();
    }

    private Uni<Optional<Response>> untilAnswered(String command, String... arguments) {
        return Uni.createFrom()
                .deferred(() -> lookups.execute(command, arguments))
                .map(Optional::ofNullable)
                .ifNoItem()
                .after(LOOKUP)
                .fail()
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACKOFF, MAX_BACKOFF)
                .expireIn(ALL_LOOKUPS.toMillis());
    }

    private static String key(Alias alias) {
        return RedisKeys.alias(alias.channel(), alias.businessId(), alias.name());
    }

    private static CustomerAddress address(Response response) {
        return CustomerAddress.of(response.toString());
    }

    /**
     * Says what the alias leads to unless that is known already, and returns what it leads to from
     * now on. Waits for Redis.
     */
    CustomerAddress remember(Alias alias, CustomerAddress address) {
        var key = key(alias);
        if (redis.execute("SET", key, address.value(), "NX", "EX", TTL_SECONDS) != null) {
            return address;
        }
        var known = redis.execute("GETEX", key, "EX", TTL_SECONDS);
        return known == null ? address : address(known);
    }

    /** Lets the other instances know where the alias leads. Waits for Redis. */
    void announce(Alias alias, CustomerAddress address, Instant now) {
        redis.execute("ZADD", announcement(alias, address, now));
        redis.execute(
                "ZREMRANGEBYRANK",
                LEADING_ELSEWHERE,
                "0",
                Integer.toString(-KnownAliases.MOST - 1));
    }

    private static String[] announcement(Alias alias, CustomerAddress address, Instant now) {
        var score = Long.toString(now.toEpochMilli());
        return new String[] {LEADING_ELSEWHERE, score, alias + LEADS_TO + address.value()};
    }

    /** What has been announced since, the newest of an alias. Waits for Redis. */
    Map<Alias, CustomerAddress> announcedSince(Instant since) {
        var found =
                redis.execute(
                        "ZRANGEBYSCORE",
                        LEADING_ELSEWHERE,
                        Long.toString(since.toEpochMilli()),
                        "+inf");
        Map<Alias, CustomerAddress> announced = new HashMap<>();
        for (var entry : found) {
            var parts = entry.toString().split(LEADS_TO, 2);
            Alias.parse(parts[0])
                    .filter(_ -> parts.length == 2)
                    .ifPresent(alias -> announced.put(alias, CustomerAddress.of(parts[1])));
        }
        return announced;
    }
}
