package dev.switchboard.operator.retention;

import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.operator.retention.ExpiredRows.Table;
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
 * Deletes what is past its retention period, at start and then every hour: the webhook log by daily
 * partitions, everything else in small transactions until nothing is left or the round times out.
 */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int BATCH_ROWS = 5_000;
    private static final int DAYS_AHEAD = 3;
    private static final int MAX_DROP_ATTEMPTS = 5;

    private final RetentionSettings settings;
    private final ExpiredRows rows;
    private final WebhookPartitions partitions;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("retention").factory());

    Retention(
            RetentionSettings settings,
            ExpiredRows rows,
            WebhookPartitions partitions,
            InstantSource clock) {
        this.settings = settings;
        this.rows = rows;
        this.partitions = partitions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        var interval = settings.interval().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::cleanUp, 0, interval, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /**
     * Runs one round. Several instances may do so at once: each batch is deleted by one of them,
     * and an instance that finds another at a table skips that table.
     */
    void cleanUp() {
        var now = clock.instant();
        var deadline = now.plus(settings.roundTimeout());
        step("webhook log partitions", () -> createPartitions(now));
        step("webhooks", () -> deleteWebhooks(now.minus(settings.webhooks()), deadline));
        step("dead letters", () -> delete(Table.DEAD_LETTERS, settings.deadLetters(), deadline));
        step("debug entries", () -> delete(Table.DEBUG_ENTRIES, debugPeriod(), deadline));
        settings.transcript()
                .ifPresent(period -> {
                    step("messages", () -> delete(Table.MESSAGES, period, deadline));
                    step(
                            "ownership changes",
                            () -> delete(Table.CONTROL_CHANGES, period, deadline));
                    step("AI changes", () -> delete(Table.AI_CHANGES, period, deadline));
                    step("AI calls", () -> delete(Table.AI_CALLS, period, deadline));
                });
    }

    /** An entry has what customers wrote, and goes with the messages at the latest. */
    private Duration debugPeriod() {
        return shorter(settings.debug(), settings.transcript().orElse(settings.debug()));
    }

    /** Runs a step; one that fails is retried in the next round and stops no other step. */
    private static void step(String name, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (InfrastructureFailures.isDown(e)) {
                LOG.warnf(
                        "Clean-up not possible, retrying in the next round step=%s cause=%s",
                        name, LoggableFailure.summary(e));
            } else {
                LOG.errorf(LoggableFailure.of(e), "Clean-up failed step=%s", name);
            }
        }
    }

    /** Creates those of coming days, and of days from which the topic may still have records. */
    private void createPartitions(Instant now) {
        var period = shorter(settings.webhooks(), Topics.WEBHOOK_LOG.retention());
        var last = WebhookPartition.dayOf(now).plusDays(DAYS_AHEAD);
        for (var day = last; !isBefore(day, now.minus(period)); day = day.minusDays(1)) {
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

    private void deleteWebhooks(Instant before, Instant deadline) {
        for (var partition : partitions.all()) {
            if (partition.isBefore(before)) {
                drop(partition);
            } else if (partition.mayHoldBefore(before)) {
                var table = partition.table();
                if (!deleteAll(
                        table, max -> rows.deleteWebhooks(partition, before, max), deadline)) {
                    return;
                }
            }
        }
    }

    /** Waits for readers of the log, and never blocks others for long. */
    private void drop(WebhookPartition partition) {
        for (var attempt = 1; ; attempt++) {
            try {
                if (partitions.drop(partition)) {
                    LOG.infof("Webhook log partition dropped table=%s", partition.table());
                }
                return;
            } catch (RuntimeException e) {
                if (attempt == MAX_DROP_ATTEMPTS || !InfrastructureFailures.isLockNotAvailable(e)) {
                    throw e;
                }
            }
        }
    }

    private void delete(Table table, Duration period, Instant deadline) {
        var before = clock.instant().minus(period);
        var _ = deleteAll(table.name(), max -> rows.delete(table, before, max), deadline);
    }

    /**
     * Deletes in batches; false if another instance was found at the table. That one keeps the
     * whole table: it has begun with the oldest rows, and this one would only be in its way.
     */
    private boolean deleteAll(String table, IntFunction<OptionalInt> batch, Instant deadline) {
        var deleted = 0L;
        OptionalInt inBatch;
        do {
            inBatch = batch.apply(BATCH_ROWS);
            deleted += inBatch.orElse(0);
        } while (inBatch.orElse(0) == BATCH_ROWS
                && clock.instant().isBefore(deadline)
                && !timer.isShutdown());
        if (deleted > 0) {
            LOG.infof("Old rows deleted table=%s rows=%d", table, deleted);
        }
        if (inBatch.orElse(0) == BATCH_ROWS) {
            LOG.warnf("Old rows left for the next round table=%s", table);
        }
        return inBatch.isPresent();
    }
}
