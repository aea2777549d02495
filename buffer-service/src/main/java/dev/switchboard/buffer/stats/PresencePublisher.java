package dev.switchboard.buffer.stats;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.stream.BufferSettings;
import dev.switchboard.common.wire.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Publishes the number of open bursts of this instance in Redis ({@code
 * switchboard:buffer:{instance}}), for other services. Best effort; without Redis only the figure
 * is missing.
 */
@Singleton
public class PresencePublisher {
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);
    private static final Duration KEY_TTL = Duration.ofSeconds(15);
    private static final Logger LOG = Logger.getLogger(PresencePublisher.class);

    private final RedisDataSource redis;
    private final BurstMeter meter;
    private final String key;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("presence").factory());
    private boolean reachable = true;

    PresencePublisher(RedisDataSource redis, BurstMeter meter, BufferSettings settings) {
        this.redis = redis;
        this.meter = meter;
        this.key = RedisKeys.OPEN_BURSTS + settings.instance();
    }

    void start(@Observes StartupEvent started) {
        var _ =
                scheduler.scheduleWithFixedDelay(
                        this::refresh, 0, REFRESH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        scheduler.shutdownNow();
    }

    private void refresh() {
        try {
            redis.value(String.class)
                    .setex(key, KEY_TTL.toSeconds(), Integer.toString(meter.open()));
            reachable = true;
        } catch (RuntimeException e) {
            if (reachable) {
                LOG.warnf("Open burst count not written to Redis cause=%s", e.toString());
            }
            reachable = false;
        }
    }
}
