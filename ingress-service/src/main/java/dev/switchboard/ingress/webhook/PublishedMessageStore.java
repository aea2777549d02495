package dev.switchboard.ingress.webhook;

import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.LoggableFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.KeyCommands;
import io.quarkus.redis.datasource.set.SetCommands;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Messages that any instance has published, in Redis: a set of Twilio's ids for each minute in
 * which messages were written. Adding never blocks: ids are written in batches off the webhooks'
 * path. A message whose id is not written or cannot be read is published once more, which does no
 * harm.
 */
@ApplicationScoped
public class PublishedMessageStore {
    private static final Logger LOG = Logger.getLogger(PublishedMessageStore.class);

    /** Covers a short outage of Redis at 500 messages a second. */
    private static final int MAX_QUEUED = 50_000;

    private static final int MAX_BATCH = 1_000;
    private static final Duration BATCH_INTERVAL = Duration.ofMillis(100);
    private static final Backoff REDIS_BACKOFF =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    /** Maximum difference of our clocks and Twilio's, including a webhook's delay. */
    private static final int MAX_SKEW_MINUTES = 2;

    private record Published(String sid, long minute) {}

    private final SetCommands<String, String> sets;
    private final KeyCommands<String> keys;
    private final String prefix;
    private final Counter dropped;
    private final BlockingQueue<Published> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private volatile @Nullable Thread writer;

    @Inject
    PublishedMessageStore(RedisDataSource redis, MeterRegistry registry) {
        this(redis, "switchboard:catch-up:twilio:published:", registry);
    }

    public PublishedMessageStore(RedisDataSource redis, String prefix, MeterRegistry registry) {
        this.sets = redis.set(String.class);
        this.keys = redis.key();
        this.prefix = prefix;
        this.dropped = registry.counter("switchboard.catch.up.published.dropped");
        registry.gaugeCollectionSize("switchboard.catch.up.published.queued", List.of(), queue);
    }

    /** Starts writing added messages to Redis, for the retention; before, they are ignored. */
    public void startSharing(Duration retention) {
        writer = Thread.ofVirtual().name("shared-messages").start(() -> write(retention));
    }

    @PreDestroy
    public void stop() {
        var running = writer;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Adds a message that Kafka has acknowledged. Never blocks. */
    public void add(String sid, Instant writtenAt) {
        if (writer != null && !queue.offer(new Published(sid, minute(writtenAt)))) {
            dropped.increment();
        }
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60L);
    }

    private void write(Duration retention) {
        try {
            while (true) {
                List<Published> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH - 1);
                writeWithRetry(batch, retention);
                Thread.sleep(BATCH_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Outermost frame of this thread: retries whatever Redis' client throws. */
    private void writeWithRetry(List<Published> batch, Duration retention)
            throws InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                write(batch, retention);
                return;
            } catch (RuntimeException e) {
                LOG.debugf(
                        LoggableFailure.of(e),
                        "Published messages not written to Redis, retrying attempt=%d",
                        attempt);
                Thread.sleep(REDIS_BACKOFF.after(attempt));
            }
        }
    }

    private void write(List<Published> batch, Duration retention) {
        var byMinute =
                batch.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Published::minute,
                                        Collectors.mapping(Published::sid, Collectors.toList())));
        byMinute.forEach((minute, sids) -> {
            sets.sadd(key(minute), sids.toArray(String[]::new));
            keys.expire(key(minute), retention);
        });
    }

    private String key(long minute) {
        return prefix + minute;
    }

    /**
     * Returns the ids that no instance is known to have published; all of them while Redis is down.
     * Blocks.
     *
     * @param writtenAt time of writing by Twilio's id
     */
    public Set<String> unknown(Map<String, Instant> writtenAt) {
        Map<String, Long> unknown = new HashMap<>();
        writtenAt.forEach((sid, at) -> unknown.put(sid, minute(at)));
        try {
            var minutes = unknown.values().stream().mapToLong(Long::longValue).summaryStatistics();
            var last = minutes.getMax() + MAX_SKEW_MINUTES;
            for (var minute = minutes.getMin() - MAX_SKEW_MINUTES;
                    minute <= last && !unknown.isEmpty();
                    minute++) {
                removePublished(unknown, minute);
            }
        } catch (RuntimeException e) {
            LOG.debugf(
                    LoggableFailure.of(e),
                    "Published messages not read from Redis messages=%d",
                    unknown.size());
        }
        return Set.copyOf(unknown.keySet());
    }

    private void removePublished(Map<String, Long> unknown, long minute) {
        var candidates =
                unknown.entrySet().stream()
                        .filter(it -> Math.abs(it.getValue() - minute) <= MAX_SKEW_MINUTES)
                        .map(Map.Entry::getKey)
                        .toArray(String[]::new);
        if (candidates.length == 0) {
            return;
        }
        var published = sets.smismember(key(minute), candidates);
        for (var i = 0; i < candidates.length; i++) {
            if (published.get(i)) {
                unknown.remove(candidates[i]);
            }
        }
    }
}
