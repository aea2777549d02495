package dev.switchboard.operator.retention;

import dev.switchboard.operator.retention.OldRows.Table;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Deletes what is older than it may be, at start and then every hour, in small transactions. */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int AT_ONCE = 2_000;

    /** A million rows an hour; more webhooks than that stay for a later hour. */
    private static final int TIMES_AT_MOST = 500;

    private final RetentionSettings settings;
    private final OldRows rows;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("retention").factory());

    Retention(RetentionSettings settings, OldRows rows, InstantSource clock) {
        this.settings = settings;
        this.rows = rows;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        var every = settings.every().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::cleanUp, 0, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** The timer's outermost frame: what fails is tried again at the next time. */
    private void cleanUp() {
        try {
            delete(Table.WEBHOOKS, settings.webhooks());
            delete(Table.DEAD_LETTERS, settings.deadLetters());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Old rows not deleted, trying again later cause=%s",
                    e.getClass().getSimpleName());
        }
    }

    private void delete(Table table, Duration kept) {
        var before = clock.instant().minus(kept);
        var deleted = 0;
        for (var i = 0; i < TIMES_AT_MOST && !timer.isShutdown(); i++) {
            var some = rows.delete(table, before, AT_ONCE);
            deleted += some;
            if (some < AT_ONCE) {
                break;
            }
        }
        if (deleted > 0) {
            LOG.infof("Old rows deleted table=%s rows=%d", table, deleted);
        }
    }
}
