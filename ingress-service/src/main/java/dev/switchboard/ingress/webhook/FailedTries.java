package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.identity.BoundedMap;
import io.github.bucket4j.Bucket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Rate limiter of wrong tokens, by the address that shows them. An address that has shown too many
 * is not listened to for a while, so that others' tries keep nobody out. Safe for use by many
 * threads.
 */
final class FailedTries {
    private static final int MAX_AT_ONCE = 10;
    private static final Duration UNTIL_FORGOTTEN = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 10_000;

    private final BoundedMap<String, Bucket> left = new BoundedMap<>(MAX_ADDRESSES);

    boolean areTooMany(SocketAddress from) {
        return left.get(name(from)).filter(tries -> tries.getAvailableTokens() == 0).isPresent();
    }

    void add(SocketAddress from) {
        left.putIfNew(name(from), tries());
        left.get(name(from)).ifPresent(tries -> tries.tryConsume(1));
    }

    private static Bucket tries() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(MAX_AT_ONCE).refillGreedy(MAX_AT_ONCE, UNTIL_FORGOTTEN))
                .build();
    }

    private static String name(SocketAddress from) {
        return Optional.ofNullable(from.hostAddress()).orElse("");
    }
}
