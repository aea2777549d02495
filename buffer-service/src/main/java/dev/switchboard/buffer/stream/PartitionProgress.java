package dev.switchboard.buffer.stream;

import dev.switchboard.chassis.resilience.LoggableFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Read progress of one partition. A customer was quiet only if all that was in the partition when
 * the quiet period ended has been read; records delayed by a stall, a slow fetch or a rebalance do
 * not count as silence. For one thread, which never blocks.
 */
final class PartitionProgress {
    /** Limits a busy partition to 50 requests a second. */
    private static final Duration REQUEST_INTERVAL = Duration.ofMillis(20);

    /**
     * Maximum time without progress towards the end offset that Kafka reported; then bursts are
     * closed without the missing records. A backlog takes its time: on a machine whose cores are
     * all busy more than a minute after a restart until its first record.
     */
    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(PartitionProgress.class);
    private static final long UNKNOWN = -1;

    private final EndOffsets kafka;
    private final int partition;
    private long position = UNKNOWN;
    private Instant lastCallAt = Instant.MIN;
    private Instant nextRequestAt = Instant.MIN;
    private Instant readUpTo = Instant.MIN;
    private long lastPosition = UNKNOWN;
    private Instant movedAt = Instant.MIN;
    private @Nullable OffsetRequest pending;

    PartitionProgress(EndOffsets kafka, int partition) {
        this.kafka = kafka;
        this.partition = partition;
    }

    private record OffsetRequest(
            Instant sentAt,
            CompletableFuture<Long> endOffset,
            CompletableFuture<Long> startOffset) {

        boolean isDone() {
            return endOffset.isDone() && startOffset.isDone();
        }
    }

    int partition() {
        return partition;
    }

    /** Records that the record with this offset is processed. */
    void processed(long offset) {
        position = offset + 1;
    }

    /**
     * Time before which every record written to the partition has been read. Sends a request to
     * Kafka, whose response a later call uses: call it only when a burst is due.
     */
    Instant readUpTo(Instant now) {
        if (now.isBefore(lastCallAt)) {
            resetTimes();
        }
        lastCallAt = now;
        if (pending == null && !now.isBefore(nextRequestAt)) {
            pending = request(now);
            nextRequestAt = now.plus(REQUEST_INTERVAL);
        }
        if (pending != null && pending.isDone()) {
            evaluate(pending, now);
        }
        return readUpTo;
    }

    /**
     * Time at which {@link #readUpTo} is to be called again, if a burst is due: at once, as Kafka
     * answers soon, but less often while the response or records are late.
     */
    Instant nextCallAt(Instant now) {
        if (pending == null) {
            return now.isBefore(nextRequestAt) ? nextRequestAt : now;
        }
        var isLate = now.isAfter(pending.sentAt().plus(REQUEST_INTERVAL));
        return isLate ? now.plus(REQUEST_INTERVAL) : now;
    }

    /** Discards all times of the clock, which was set back. */
    private void resetTimes() {
        pending = null;
        nextRequestAt = Instant.MIN;
        readUpTo = Instant.MIN;
        movedAt = Instant.MIN;
    }

    private OffsetRequest request(Instant now) {
        var startOffset =
                position == UNKNOWN
                        ? kafka.startOffset(partition).toCompletableFuture()
                        : CompletableFuture.completedFuture(position);
        return new OffsetRequest(
                now, kafka.endOffset(partition).toCompletableFuture(), startOffset);
    }

    private void evaluate(OffsetRequest request, Instant now) {
        try {
            position = Math.max(position, request.startOffset().join());
            var isRead = position >= request.endOffset().join();
            if (!isRead && !isStalled(request, now)) {
                return;
            }
            if (!isRead) {
                LOG.warnf(
                        "Partition stalled, closing bursts without the missing records"
                                + " partition=%d position=%d end=%d",
                        partition, position, request.endOffset().join());
            }
            readUpTo = request.sentAt();
        } catch (CompletionException e) {
            LOG.debugf(LoggableFailure.of(e), "End offset request failed partition=%d", partition);
        }
        pending = null;
    }

    private boolean isStalled(OffsetRequest request, Instant now) {
        if (position != lastPosition) {
            lastPosition = position;
            movedAt = now;
        }
        var since = movedAt.isAfter(request.sentAt()) ? movedAt : request.sentAt();
        return !now.isBefore(since.plus(STALL_TIMEOUT));
    }
}
