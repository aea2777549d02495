package dev.switchboard.ingress.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).build();

    boolean isExceeded(SocketAddress from) {
        var bucket = buckets.getIfPresent(key(from));
        return bucket != null && bucket.getAvailableTokens() == 0;
    }

    void count(SocketAddress from) {
        buckets.get(key(from), _ -> bucket()).tryConsume(1);
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
