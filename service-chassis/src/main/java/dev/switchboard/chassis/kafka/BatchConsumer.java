package dev.switchboard.chassis.kafka;

import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * batch: one that cannot be decoded is dead-lettered before; a batch that fails by a bug is halved
 * until the record that fails is alone, which is retried and dead-lettered as {@link
 * RecordAttempts} does. Nothing is dropped: a batch that a stop of the service interrupts stays
 * unacknowledged and comes again.
 *
 * <p>A batch is not stopped when its partitions are revoked: their next owner reads the same
 * records again while it may still be running here. Handlers are idempotent and conditional, so
 * that neither does harm; work that must be done by one instance at a time belongs into a {@link
 * KeyedConsumer}.
 */
public final class BatchConsumer<E extends Event> {
    private static final Logger LOG = Logger.getLogger(BatchConsumer.class);

    private final String channel;
    private final Topic<E> topic;
    private final BatchHandler<E> handler;
    private final RecordAttempts attempts;
    private final RunningConsumers running;

    /** Guards {@link #thread} and {@link #stopped}, so that no batch begins after the stop. */
    private final Object lock = new Object();

    private @Nullable Thread thread;
    private boolean stopped;

    BatchConsumer(
            String channel,
            Topic<E> topic,
            BatchHandler<E> handler,
            RecordAttempts attempts,
            RunningConsumers running) {
        this.channel = channel;
        this.topic = topic;
        this.handler = handler;
        this.attempts = attempts;
        this.running = running;
    }

    /**
     * Accepts a batch. The result completes when the batch is processed; returning it from an
     * {@code @Incoming} method has the next one come after that.
     */
    public CompletionStage<Void> accept(Message<List<byte[]>> batch) {
        var processed = new CompletableFuture<Void>();
        start(() -> {
            if (processUntilDone(records(batch))) {
                processed.complete(null);
            }
        });
        return processed.thenCompose(_ -> acknowledge(batch));
    }

    private void start(Runnable work) {
        synchronized (lock) {
            if (!stopped) {
                thread = Thread.ofVirtual().name(channel).start(work);
            }
        }
    }

    /** Stops permanently, and returns whether the running batch ended within the timeout. */
    boolean stop(Duration timeout) {
        Thread last;
        synchronized (lock) {
            stopped = true;
            last = thread;
        }
        if (last == null) {
            return true;
        }
        last.interrupt();
        try {
            return last.join(timeout);
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

    private CompletionStage<Void> acknowledge(Message<List<byte[]>> batch) {
        return batch.ack()
                .exceptionally(failure -> {
                    LOG.warnf(
                            LoggableFailure.of(failure),
                            "Acknowledgement failed, records may be redelivered topic=%s",
                            topic.name());
                    return null;
                });
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

    /** Returns false if it was stopped before the end. */
    private boolean processUntilDone(List<ConsumerRecord<String, byte[]>> records) {
        for (var attempt = 1; !isStopped(); attempt++) {
            try {
                process(decoded(records));
                return true;
            } catch (InterruptedException | RuntimeException | Error e) {
                // Of a stop, or else a stray one: each handles its failures below this frame.
                LOG.debugf(LoggableFailure.of(e), "Batch interrupted topic=%s", topic.name());
                LockSupport.parkNanos(RecordAttempts.BACKOFF.after(attempt).toNanos());
            }
        }
        return false;
    }

    /** Dead-letters the records that cannot be decoded, and returns the others. */
    private List<Item<E>> decoded(List<ConsumerRecord<String, byte[]>> records)
            throws InterruptedException {
        var items = new ArrayList<Item<E>>(records.size());
        for (var record : records) {
            try {
                items.add(new Item<>(record, EventCodec.decode(topic.eventType(), record.value())));
            } catch (UndecodableException _) {
                processAlone(record);
            }
        }
        return items;
    }

    private void process(List<Item<E>> items) throws InterruptedException {
        if (items.size() == 1) {
            processAlone(items.getFirst().record());
        } else if (!items.isEmpty() && !isHandled(items)) {
            var half = items.size() / 2;
            process(items.subList(0, half));
            process(items.subList(half, items.size()));
        }
    }

    private void processAlone(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        attempts.process(topic, record, event -> handler.handle(List.of(event)));
    }

    /** Returns false if one of the events fails by itself or by a bug. */
    private boolean isHandled(List<Item<E>> items) throws InterruptedException {
        var events = items.stream().map(Item::event).toList();
        for (var attempt = 1; ; attempt++) {
            try {
                handler.handle(events);
                return true;
            } catch (RuntimeException | Error e) {
                running.throwIfInterrupted(e);
                var isDown = InfrastructureFailures.isDown(e);
                LOG.warnf(
                        LoggableFailure.of(e),
                        "Batch processing failed, %s topic=%s records=%d attempt=%d",
                        isDown ? "retrying" : "dividing",
                        topic.name(),
                        events.size(),
                        attempt);
                if (!isDown) {
                    return false;
                }
                Thread.sleep(RecordAttempts.BACKOFF.after(attempt));
            }
        }
    }

    /** Record with its event. */
    private record Item<E>(ConsumerRecord<String, byte[]> record, E event) {}
}
