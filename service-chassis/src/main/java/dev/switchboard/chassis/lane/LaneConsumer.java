package dev.switchboard.chassis.lane;

import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.chassis.trace.TraceHeaders;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.lane.LaneTask;
import dev.switchboard.common.lane.Lanes;
import dev.switchboard.common.lane.RecordPosition;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.common.wire.UndecodableException;
import io.micrometer.core.instrument.Gauge;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads a topic in lanes: submits each record to its key's lane, where the handler is called on a
 * virtual thread, and acknowledges it when the handler has returned. While the infrastructure is
 * down it retries with backoff; a record that cannot be decoded, or that fails {@link
 * #MAX_ATTEMPTS} times by a bug, is dead-lettered, as is one whose handler asks for it. Nothing is
 * dropped: work that a stop of the service or a rebalance interrupts stays unacknowledged and comes
 * again.
 */
public final class LaneConsumer<E extends Event> {
    private static final Logger LOG = Logger.getLogger(LaneConsumer.class);
    private static final int MAX_ATTEMPTS = 5;
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Topic<E> topic;
    private final Lanes lanes;
    private final EventHandler<E> handler;
    private final Predicate<byte[]> filter;
    private final LaneTools tools;

    public LaneConsumer(Topic<E> topic, Lanes lanes, EventHandler<E> handler, LaneTools tools) {
        this(topic, lanes, handler, _ -> true, tools);
    }

    /**
     * @param filter accepts this consumer's values, if several consumers divide a topic among
     *     themselves; the others are acknowledged without being decoded
     */
    public LaneConsumer(
            Topic<E> topic,
            Lanes lanes,
            EventHandler<E> handler,
            Predicate<byte[]> filter,
            LaneTools tools) {
        this.topic = topic;
        this.lanes = lanes;
        this.handler = handler;
        this.filter = filter;
        this.tools = tools;
        tools.stop().register(lanes);
        Gauge.builder("switchboard.lanes.in.flight", lanes, Lanes::inFlight)
                .description("Records of the topic that wait or run in lanes")
                .tag("topic", topic.name())
                .tag("lanes", lanes.name())
                .register(tools.metrics());
    }

    /**
     * Accepts a record. The result completes when there is room for the next one; returning it from
     * an {@code @Incoming} method gives back-pressure.
     */
    public CompletionStage<Void> accept(Message<byte[]> message) {
        var origin = origin(message);
        var record = origin.getRecord();
        var position =
                new RecordPosition(
                        record.partition(), record.offset(), origin.getConsumerGroupGenerationId());
        var lane = Optional.ofNullable(record.key()).orElse("");
        return lanes.submit(position, lane, new RecordWork(record), () -> acknowledge(message));
    }

    @SuppressWarnings("unchecked")
    private static IncomingKafkaRecordMetadata<String, byte[]> origin(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(metadata -> (IncomingKafkaRecordMetadata<String, byte[]>) metadata)
                .orElseThrow(() -> new IllegalStateException("not a record from Kafka"));
    }

    private void acknowledge(Message<byte[]> message) {
        message.ack()
                .exceptionally(failure -> {
                    LOG.warnf(
                            LoggableFailure.of(failure),
                            "Acknowledgement failed, record may be redelivered topic=%s",
                            topic.name());
                    return null;
                });
    }

    private void process(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        if (!filter.test(record.value())) {
            return;
        }
        var span =
                tools.tracer()
                        .spanBuilder(topic.name() + " process")
                        .setParent(TraceHeaders.extract(record.headers()))
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan();
        try (var _ = span.makeCurrent()) {
            processUntilDone(record, span);
        } finally {
            span.end();
        }
    }

    /** Outermost frame: every failure is handled here. */
    private void processUntilDone(ConsumerRecord<String, byte[]> record, Span span)
            throws InterruptedException {
        var bugs = 0;
        for (var attempt = 1; ; attempt++) {
            try {
                handler.handle(EventCodec.decode(topic.eventType(), record.value()));
                return;
            } catch (RuntimeException | Error e) {
                tools.stop().throwIfInterrupted(e);
                span.recordException(LoggableFailure.of(e));
                bugs += InfrastructureFailures.isDown(e) ? 0 : 1;
                if ((isPermanent(e) || bugs >= MAX_ATTEMPTS) && deadLetter(record, e, attempt)) {
                    return;
                }
                LOG.warnf(
                        LoggableFailure.of(e),
                        "Record processing failed, retrying topic=%s attempt=%d",
                        topic.name(),
                        attempt);
                Thread.sleep(BACKOFF.after(attempt));
            }
        }
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof UndecodableException
                || failure instanceof UnprocessableEventException;
    }

    private boolean deadLetter(
            ConsumerRecord<String, byte[]> record, Throwable cause, int attempts) {
        try {
            tools.deadLetters().publish(record, summary(cause), attempts);
            return true;
        } catch (RuntimeException | Error e) {
            // Also while this process is being stopped: the record stays until it can be
            // dead-lettered.
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Dead letter not published, retrying topic=%s",
                    topic.name());
            return false;
        }
    }

    private static String summary(Throwable cause) {
        return cause instanceof UnprocessableEventException decided
                ? decided.cause()
                : LoggableFailure.summary(cause);
    }

    /** Work of one record; its lane holds the record until it is finished. */
    private final class RecordWork implements LaneTask {
        private final ConsumerRecord<String, byte[]> record;

        private RecordWork(ConsumerRecord<String, byte[]> record) {
            this.record = record;
        }

        @Override
        public void run() throws InterruptedException {
            process(record);
        }

        @Override
        public int bytes() {
            return Math.max(0, record.serializedValueSize());
        }
    }
}
