package dev.switchboard.ingress.identity;

import dev.switchboard.model.identity.CustomerAddress;
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
 * The aliases that all instances share, in Redis: a key per alias with the address it leads to, and
 * a sorted set, by time of entry, of those that lead to a user id.
 */
@ApplicationScoped
public class AliasStore {
    private static final String PREFIX = "switchboard:identity:";
    private static final String USER_ID_FIRST = PREFIX + "user-id-first";
    private static final String LEADS_TO = "\u001e";

    /** A webhook waits for it; past this the user id stands for itself. */
    private static final Duration LOOKUP = Duration.ofMillis(250);

    private final ReactiveRedisDataSource lookups;
    private final RedisDataSource redis;

    AliasStore(ReactiveRedisDataSource lookups, RedisDataSource redis) {
        this.lookups = lookups;
        this.redis = redis;
    }

    /** Never waits; fails when Redis does not answer soon. */
    Uni<Optional<CustomerAddress>> find(Alias alias) {
        return Uni.createFrom()
                .deferred(() -> lookups.execute("GET", PREFIX + alias))
                .ifNoItem()
                .after(LOOKUP)
                .fail()
                .map(found -> Optional.ofNullable(found).map(AliasStore::address));
    }

    private static CustomerAddress address(Response response) {
        return CustomerAddress.of(response.toString());
    }

    /**
     * Says what the alias leads to unless that is known already, and returns what it leads to from
     * now on. Waits for Redis.
     */
    CustomerAddress remember(Alias alias, CustomerAddress address) {
        if (redis.execute("SET", PREFIX + alias, address.value(), "NX") != null) {
            return address;
        }
        var known = redis.execute("GET", PREFIX + alias);
        return known == null ? address : address(known);
    }

    /** Lets the other instances know that the alias leads to a user id. Waits for Redis. */
    void announce(Alias alias, CustomerAddress userId, Instant now) {
        var score = Long.toString(now.toEpochMilli());
        redis.execute("ZADD", USER_ID_FIRST, score, alias + LEADS_TO + userId.value());
        redis.execute(
                "ZREMRANGEBYRANK", USER_ID_FIRST, "0", Integer.toString(-KnownAliases.MOST - 1));
    }

    /** What has been announced since. Waits for Redis. */
    Map<Alias, CustomerAddress> announcedSince(Instant since) {
        var found =
                redis.execute(
                        "ZRANGEBYSCORE",
                        USER_ID_FIRST,
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
