package dev.switchboard.operator.retention;

import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.operator.retention.OldRows.Table;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/**
 * Deletes what is older than it may be, at start and then every hour: the webhook log day by day,
 * everything else in small transactions until nothing is left or the round's time is over.
 */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int BATCH_ROWS = 5_000;
    private static final int DAYS_AHEAD = 3;
    private static final int MAX_DROP_ATTEMPTS = 5;

    private final RetentionSettings settings;
    private final OldRows rows;
    private final WebhookPartitions partitions;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("retention").factory());

    Retention(
            RetentionSettings settings,
            OldRows rows,
            WebhookPartitions partitions,
            InstantSource clock) {
        this.settings = settings;
        this.rows = rows;
        this.partitions = partitions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        var every = settings.every().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::cleanUp, 0, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /**
     * One round. Several instances may be at it at once: each batch is one's alone, and who finds
     * another at a table leaves it that table.
     */
    void cleanUp() {
        var now = clock.instant();
        var until = now.plus(settings.roundTimeout());
        step("days of the webhook log", () -> makeDays(now));
        step("webhooks", () -> deleteWebhooks(now.minus(settings.webhooks()), until));
        step("dead letters", () -> delete(Table.DEAD_LETTERS, settings.deadLetters(), until));
        settings.transcript()
                .ifPresent(kept -> {
                    step("messages", () -> delete(Table.MESSAGES, kept, until));
                    step("control changes", () -> delete(Table.CONTROL_CHANGES, kept, until));
                });
    }

    /** What fails is tried again in the next round, and keeps nothing else from its turn. */
    private static void step(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (Infrastructure.isDown(e)) {
                LOG.warnf(
                        "Clean-up not possible now, trying again later what=%s cause=%s",
                        what, LoggableFailure.words(e));
            } else {
                LOG.errorf(LoggableFailure.of(e), "Clean-up failed what=%s", what);
            }
        }
    }

    /** Those that are coming, and those from which the topic may still bring something. */
    private void makeDays(Instant now) {
        var kept = shorter(settings.webhooks(), Topics.WEBHOOK_LOG.retention());
        var last = WebhookPartition.dayOf(now).plusDays(DAYS_AHEAD);
        for (var day = last; !isBefore(day, now.minus(kept)); day = day.minusDays(1)) {
            if (timer.isShutdown()) {
                return;
            }
            var _ = partitions.create(day);
        }
    }

    private static boolean isBefore(LocalDate day, Instant time) {
        return WebhookPartition.of(day).isBefore(time);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void deleteWebhooks(Instant before, Instant until) {
        for (var partition : partitions.all()) {
            if (partition.isBefore(before)) {
                drop(partition);
            } else if (partition.mayReachBefore(before)) {
                var table = partition.table();
                if (!deleteAll(table, max -> rows.deleteWebhooks(partition, before, max), until)) {
                    return;
                }
            }
        }
    }

    /** Waits behind those who read the log, never long in front of those who want to. */
    private void drop(WebhookPartition partition) {
        for (var attempt = 1; ; attempt++) {
            try {
                if (partitions.drop(partition)) {
                    LOG.infof("Day of the webhook log dropped table=%s", partition.table());
                }
                return;
            } catch (RuntimeException e) {
                if (attempt == MAX_DROP_ATTEMPTS || !Infrastructure.isLockNotAvailable(e)) {
                    throw e;
                }
            }
        }
    }

    private void delete(Table table, Duration kept, Instant until) {
        var before = clock.instant().minus(kept);
        var _ = deleteAll(table.name(), max -> rows.delete(table, before, max), until);
    }

    /**
     * Whether no other instance was found at the table. Who finds one leaves it the whole table:
     * that one has begun at the beginning, and whoever stayed would be in its way only.
     */
    private boolean deleteAll(String table, IntFunction<OptionalInt> batch, Instant until) {
        var deleted = 0L;
        OptionalInt some;
        do {
            some = batch.apply(BATCH_ROWS);
            deleted += some.orElse(0);
        } while (some.orElse(0) == BATCH_ROWS
                && clock.instant().isBefore(until)
                && !timer.isShutdown());
        if (deleted > 0) {
            LOG.infof("Old rows deleted table=%s rows=%d", table, deleted);
        }
        if (some.orElse(0) == BATCH_ROWS) {
            LOG.warnf("Old rows left for the next round table=%s", table);
        }
        return some.isPresent();
    }
}
