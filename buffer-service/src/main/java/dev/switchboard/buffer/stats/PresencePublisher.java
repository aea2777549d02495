package dev.switchboard.buffer.stats;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.topology.BufferSettings;
import dev.switchboard.model.wire.RedisKeys;
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
 * Tells the other services, through Redis, how many bursts are open here: {@code
 * switchboard:buffer:{instance}}. Best effort; without Redis only the figure is missing.
 */
@Singleton
public class PresencePublisher {
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration LIFE = Duration.ofSeconds(15);
    private static final Logger LOG = Logger.getLogger(PresencePublisher.class);

    private final RedisDataSource redis;
    private final BurstMeter meter;
    private final String key;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("presence").factory());
    private boolean reachable = true;

    PresencePublisher(RedisDataSource redis, BurstMeter meter, BufferSettings settings) {
        this.redis = redis;
        this.meter = meter;
        this.key = RedisKeys.OPEN_BURSTS + settings.instance();
    }

    void begin(@Observes StartupEvent started) {
        var _ =
                clock.scheduleWithFixedDelay(
                        this::refresh, 0, REFRESH.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end(@Observes ShutdownEvent stopping) {
        clock.shutdownNow();
    }

    private void refresh() {
        try {
            redis.value(String.class).setex(key, LIFE.toSeconds(), Integer.toString(meter.open()));
            reachable = true;
        } catch (RuntimeException e) {
            if (reachable) {
                LOG.warnf("Redis does not take the number of open bursts cause=%s", e.toString());
            }
            reachable = false;
        }
    }
}
