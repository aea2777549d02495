package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.identity.BoundedMap;
import io.github.bucket4j.Bucket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Rate limiter of wrong tokens per address. An address that sent too many is rejected for a while;
 * other addresses are not affected. Safe for use by many threads.
 */
final class WrongTokenLimiter {
    private static final int MAX_WRONG_TOKENS = 10;
    private static final Duration REFILL_PERIOD = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 10_000;

    private final BoundedMap<String, Bucket> buckets = new BoundedMap<>(MAX_ADDRESSES);

    boolean isExceeded(SocketAddress from) {
        return buckets.get(key(from))
                .filter(bucket -> bucket.getAvailableTokens() == 0)
                .isPresent();
    }

    void count(SocketAddress from) {
        buckets.putIfNew(key(from), bucket());
        buckets.get(key(from)).ifPresent(bucket -> bucket.tryConsume(1));
    }

    private static Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(MAX_WRONG_TOKENS)
                                .refillGreedy(MAX_WRONG_TOKENS, REFILL_PERIOD))
                .build();
    }

    private static String key(SocketAddress from) {
        return Optional.ofNullable(from.hostAddress()).orElse("");
    }
}
