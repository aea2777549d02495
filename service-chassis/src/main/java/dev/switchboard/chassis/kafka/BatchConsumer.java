package dev.switchboard.chassis.kafka;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.Event;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic in batches, one at a time: gives the records of a poll to the handler on a virtual
 * thread, in their order, and acknowledges them when it has returned. While the infrastructure is
 * down it retries the batch with backoff and takes no other. No record costs the others their
 * batch: one that cannot be decoded, or that fails alone as {@link RecordAttempts} says, is
 * dead-lettered. Nothing is dropped: a batch that a stop of the service interrupts stays
 * unacknowledged and comes again.
 *
 * <p>Events for which the others shall not wait ({@link BatchHandler#isAlone}) are handled after
 * the rest of their batch in lanes, one for each key, while later batches are read; offsets move
 * only over those that are finished.
 *
 * <p>A batch is not stopped when its partitions are revoked: their next owner reads the same
 * records again while it may still be running here. Handlers are idempotent and conditional, so
 * that neither does harm; work that only one instance may do at a time belongs into a {@link
 * KeyedConsumer}.
 */
public final class BatchConsumer<E extends Event> {
    private static final Logger LOG = Logger.getLogger(BatchConsumer.class);

    /** Far below the number of database connections; at this many the next batch waits. */
    private static final int MAX_ALONE = 8;

    private final String channel;
    private final BatchAttempts<E> attempts;
    private final Lanes lanes;

    /** Guards {@link #thread} and {@link #stopped}, so that no batch begins after the stop. */
    private final Object lock = new Object();

    private @Nullable Thread thread;
    private boolean stopped;

    BatchConsumer(String channel, BatchAttempts<E> attempts) {
        this.channel = channel;
        this.attempts = attempts;
        this.lanes = new Lanes(channel, MAX_ALONE);
    }

    /**
     * Accepts a batch. The result completes when the next one may come; returning it from an
     * {@code @Incoming} method gives back-pressure.
     */
    public CompletionStage<Void> accept(Message<List<byte[]>> batch) {
        var taken = new CompletableFuture<Void>();
        start(() -> {
            var alone = processUntilDone(records(batch));
            if (alone != null) {
                submit(alone).thenRun(() -> Acknowledgement.send(batch, channel));
                taken.complete(null);
            }
        });
        return taken;
    }

    private void start(Runnable work) {
        synchronized (lock) {
            if (!stopped) {
                thread = Thread.ofVirtual().name(channel).start(work);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<ConsumerRecord<String, byte[]>> records(Message<List<byte[]>> batch) {
        var polled =
                batch.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                        .map(IncomingKafkaRecordBatchMetadata<String, byte[]>::getRecords)
                        .orElseThrow(() -> new IllegalStateException("not a batch from Kafka"));
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        polled.forEach(records::add);
        return records;
    }

    /** Returns the records that are to be handled alone; null if it was stopped before the end. */
    private @Nullable List<ConsumerRecord<String, byte[]>> processUntilDone(
            List<ConsumerRecord<String, byte[]>> records) {
        for (var attempt = 1; !isStopped(); attempt++) {
            try {
                return attempts.process(records);
            } catch (InterruptedException | RuntimeException | Error e) {
                // Of a stop, or else a stray one: failures are handled below this frame.
                LOG.debugf(LoggableFailure.of(e), "Batch interrupted channel=%s", channel);
                LockSupport.parkNanos(RecordAttempts.BACKOFF.after(attempt).toNanos());
            }
        }
        return null;
    }

    /**
     * Submits each record to its key's lane when there is room.
     *
     * @return completes when all of them are processed; never if one was stopped
     */
    private CompletableFuture<Void> submit(List<ConsumerRecord<String, byte[]>> alone) {
        var processed = new ArrayList<CompletableFuture<Void>>();
        for (var record : alone) {
            var done = new CompletableFuture<Void>();
            processed.add(done);
            lanes.submit(
                            new RecordPosition(record.partition(), record.offset(), 0),
                            Objects.requireNonNullElse(record.key(), ""),
                            () -> attempts.processAlone(record),
                            () -> done.complete(null))
                    .toCompletableFuture()
                    .join();
        }
        return CompletableFuture.allOf(processed.toArray(CompletableFuture[]::new));
    }

    /** Stops permanently, and returns whether all work ended within the timeout. */
    boolean stop(Duration timeout) {
        Thread last;
        synchronized (lock) {
            stopped = true;
            last = thread;
        }
        if (last != null) {
            last.interrupt();
        }
        return lanes.stop(timeout) && (last == null || isEnded(last, timeout));
    }

    private static boolean isEnded(Thread thread, Duration timeout) {
        try {
            return thread.join(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }
}
