package dev.switchboard.chassis.kafka;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.chassis.trace.TraceHeaders;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.wire.EventCodec;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic in lanes, one for each key: submits each record to its key's lane, where {@link
 * RecordAttempts} calls the handler on a virtual thread, and acknowledges it when the handler has
 * returned or the record is dead-lettered. Nothing is dropped: work that a stop of the service or a
 * rebalance interrupts stays unacknowledged and comes again.
 */
public final class KeyedConsumer<E extends Event> {
    private static final Logger LOG = Logger.getLogger(KeyedConsumer.class);
    private static final Duration REVOKE_TIMEOUT = Duration.ofSeconds(10);

    private final Topic<E> topic;
    private final Lanes lanes;
    private final EventHandler<E> handler;
    private final KeyedConsumers consumers;

    /** Partitions of this instance; used on the polling thread only. */
    private final Set<Integer> owned = new HashSet<>();

    private volatile boolean assigned;

    KeyedConsumer(Topic<E> topic, Lanes lanes, EventHandler<E> handler, KeyedConsumers consumers) {
        this.topic = topic;
        this.lanes = lanes;
        this.handler = handler;
        this.consumers = consumers;
    }

    /**
     * Accepts a record. The result completes when there is room for the next one; returning it from
     * an {@code @Incoming} method gives back-pressure.
     *
     * @throws IllegalStateException if this consumer was created too late to hear of its partitions
     */
    public CompletionStage<Void> accept(Message<byte[]> message) {
        if (!assigned) {
            throw new IllegalStateException(
                    lanes.name() + " has no partitions: its consumer must be created at the start");
        }
        var origin = origin(message);
        var record = origin.getRecord();
        var position =
                new RecordPosition(
                        record.partition(), record.offset(), origin.getConsumerGroupGenerationId());
        var lane = Objects.requireNonNullElse(record.key(), "");
        var work = new RecordWork(record);
        announce(work);
        return lanes.submit(
                position, lane, work, () -> Acknowledgement.send(message, lanes.name()));
    }

    private void announce(RecordWork work) {
        try {
            if (handler.accepts(work.record)) {
                handler.arrived(work::event);
            }
        } catch (RuntimeException e) {
            // It would end the channel for good; the lane dead-letters what cannot be decoded.
            LOG.debugf(
                    LoggableFailure.of(e),
                    "Arrival not handled, record left to its lane topic=%s",
                    topic.name());
        }
    }

    /**
     * Queues work without a record in a key's lane, behind the records that are there. It is
     * skipped or interrupted when its partition is revoked, as a record's is.
     *
     * @param onReleased runs when the work is no longer in flight, however it ended; it must not
     *     block
     * @return whether it was queued: the partition must be assigned to us
     */
    public boolean submit(int partition, String key, LaneTask work, Runnable onReleased) {
        return lanes.submitWithoutRecord(partition, key, work, onReleased);
    }

    void assign(Collection<Integer> partitions, int generation) {
        assigned = true;
        lanes.assign(partitions, generation);
        owned.addAll(partitions);
        handler.partitionsAssigned(Set.copyOf(owned));
    }

    /**
     * Stops the lanes of the partitions and waits for running work, so that no two instances work
     * on one key at a time.
     *
     * @return per partition the offset at which its next owner continues; a partition without an
     *     entry has not moved
     */
    Map<Integer, Long> revoke(Collection<Integer> partitions) {
        var finished = lanes.revoke(partitions, REVOKE_TIMEOUT);
        partitions.forEach(owned::remove);
        handler.partitionsRevoked(Set.copyOf(owned));
        return finished;
    }

    boolean stop(Duration timeout) {
        return lanes.stop(timeout);
    }

    @SuppressWarnings("unchecked")
    private static IncomingKafkaRecordMetadata<String, byte[]> origin(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(metadata -> (IncomingKafkaRecordMetadata<String, byte[]>) metadata)
                .orElseThrow(() -> new IllegalStateException("not a record from Kafka"));
    }

    private void process(RecordWork work) throws InterruptedException {
        var record = work.record;
        if (!handler.accepts(record)) {
            return;
        }
        var span =
                consumers
                        .tracer()
                        .spanBuilder(topic.name() + " process")
                        .setParent(TraceHeaders.extract(record.headers()))
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan();
        try (var _ = span.makeCurrent()) {
            consumers.attempts().process(record, () -> handler.handle(work.takeEvent()));
        } finally {
            span.end();
        }
    }

    /**
     * Work of one record; its lane holds the record until it is finished, and the event, if it was
     * decoded on arrival, until the first attempt.
     */
    private final class RecordWork implements LaneTask {
        private final ConsumerRecord<String, byte[]> record;

        /** Used by the polling thread until the lane has this, and by the lane's thread then. */
        private @Nullable E decoded;

        private RecordWork(ConsumerRecord<String, byte[]> record) {
            this.record = record;
        }

        @Override
        public void run() throws InterruptedException {
            process(this);
        }

        private E event() {
            var event =
                    decoded == null
                            ? EventCodec.decode(topic.eventType(), record.value())
                            : decoded;
            decoded = event;
            return event;
        }

        private E takeEvent() {
            var event = event();
            decoded = null;
            return event;
        }

        @Override
        public int bytes() {
            return Math.max(0, record.serializedValueSize());
        }
    }
}
