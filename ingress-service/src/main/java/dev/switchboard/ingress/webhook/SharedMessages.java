package dev.switchboard.ingress.webhook;

import dev.switchboard.chassis.failure.Backoff;
import dev.switchboard.chassis.failure.LoggableFailure;
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
 * which messages were written. Adding never waits: ids are written in batches beside the webhooks'
 * path. What does not get there, or cannot be asked for, is published once more, which does no
 * harm.
 */
@ApplicationScoped
public class SharedMessages {
    private static final Logger LOG = Logger.getLogger(SharedMessages.class);

    /** Longer than a short absence of Redis lasts at 500 messages a second. */
    private static final int MAX_WAITING = 50_000;

    private static final int MAX_BATCH = 1_000;
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);
    private static final Backoff UNTIL_REDIS =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    /**
     * How far our clocks and Twilio's may be apart, and a webhook behind its message, in minutes.
     */
    private static final int MINUTES_APART = 2;

    private record Published(String sid, long minute) {}

    private final SetCommands<String, String> sets;
    private final KeyCommands<String> keys;
    private final String prefix;
    private final Counter forgotten;
    private final BlockingQueue<Published> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private volatile @Nullable Thread writer;

    @Inject
    SharedMessages(RedisDataSource redis, MeterRegistry registry) {
        this(redis, "switchboard:catch-up:twilio:published:", registry);
    }

    public SharedMessages(RedisDataSource redis, String prefix, MeterRegistry registry) {
        this.sets = redis.set(String.class);
        this.keys = redis.key();
        this.prefix = prefix;
        this.forgotten = registry.counter("switchboard.webhooks.published.forgotten");
        registry.gaugeCollectionSize("switchboard.webhooks.published.waiting", List.of(), waiting);
    }

    /** From now on what is added is shared, for so long; before, nobody asks for it. */
    public void share(Duration kept) {
        writer = Thread.ofVirtual().name("shared-messages").start(() -> write(kept));
    }

    @PreDestroy
    public void stop() {
        var running = writer;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Kafka has it. Never waits. */
    public void add(String sid, Instant writtenAt) {
        if (writer != null && !waiting.offer(new Published(sid, minute(writtenAt)))) {
            forgotten.increment();
        }
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60L);
    }

    private void write(Duration kept) {
        try {
            while (true) {
                List<Published> batch = new ArrayList<>();
                batch.add(waiting.take());
                waiting.drainTo(batch, MAX_BATCH - 1);
                writeUntilRedisAnswers(batch, kept);
                Thread.sleep(BETWEEN_BATCHES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The outermost frame of this thread: whatever Redis' client throws, it is tried again. */
    private void writeUntilRedisAnswers(List<Published> batch, Duration kept)
            throws InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                write(batch, kept);
                return;
            } catch (RuntimeException e) {
                LOG.debugf(
                        LoggableFailure.of(e),
                        "Published messages wait for Redis attempt=%d",
                        attempt);
                Thread.sleep(UNTIL_REDIS.after(attempt));
            }
        }
    }

    private void write(List<Published> batch, Duration kept) {
        var byMinute =
                batch.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Published::minute,
                                        Collectors.mapping(Published::sid, Collectors.toList())));
        byMinute.forEach((minute, sids) -> {
            sets.sadd(key(minute), sids.toArray(String[]::new));
            keys.expire(key(minute), kept);
        });
    }

    private String key(long minute) {
        return prefix + minute;
    }

    /**
     * Those of them that nobody is known to have published; waits for Redis, and knows of none
     * while that does not answer.
     *
     * @param writtenAt by Twilio's id
     */
    public Set<String> unknown(Map<String, Instant> writtenAt) {
        Map<String, Long> unknown = new HashMap<>();
        writtenAt.forEach((sid, at) -> unknown.put(sid, minute(at)));
        try {
            var minutes = unknown.values().stream().mapToLong(Long::longValue).summaryStatistics();
            var last = minutes.getMax() + MINUTES_APART;
            for (var minute = minutes.getMin() - MINUTES_APART;
                    minute <= last && !unknown.isEmpty();
                    minute++) {
                removePublished(unknown, minute);
            }
        } catch (RuntimeException e) {
            LOG.debugf(
                    LoggableFailure.of(e),
                    "Redis does not say what is published messages=%d",
                    unknown.size());
        }
        return Set.copyOf(unknown.keySet());
    }

    private void removePublished(Map<String, Long> unknown, long minute) {
        var asked =
                unknown.entrySet().stream()
                        .filter(it -> Math.abs(it.getValue() - minute) <= MINUTES_APART)
                        .map(Map.Entry::getKey)
                        .toArray(String[]::new);
        if (asked.length == 0) {
            return;
        }
        var published = sets.smismember(key(minute), asked);
        for (var i = 0; i < asked.length; i++) {
            if (published.get(i)) {
                unknown.remove(asked[i]);
            }
        }
    }
}
