package dev.switchboard.chassis.lane;

import dev.switchboard.chassis.failure.Backoff;
import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.chassis.trace.TraceHeaders;
import dev.switchboard.model.event.Event;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.lane.Place;
import dev.switchboard.model.lane.Work;
import dev.switchboard.model.topic.Topic;
import dev.switchboard.model.wire.EventCodec;
import dev.switchboard.model.wire.UndecodableException;
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
 * Reads a topic in lanes: hands each record to its key's lane, where the handler is called on a
 * virtual thread, and acknowledges it when the handler has returned. While the surroundings are
 * down it waits and tries again; a record that cannot be decoded, or that fails {@link #ATTEMPTS}
 * times by a bug, is set aside, as is one whose handler says so. Nothing is dropped: what a stop of
 * the service or a rebalance cuts off stays unacknowledged and comes again.
 */
public final class LaneConsumer<E extends Event> {
    private static final Logger LOG = Logger.getLogger(LaneConsumer.class);
    private static final int ATTEMPTS = 5;
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Topic<E> topic;
    private final Lanes lanes;
    private final EventHandler<E> handler;
    private final Predicate<byte[]> share;
    private final LaneTools tools;

    public LaneConsumer(Topic<E> topic, Lanes lanes, EventHandler<E> handler, LaneTools tools) {
        this(topic, lanes, handler, _ -> true, tools);
    }

    /**
     * @param share which values are this consumer's, where several read the topic and divide it
     *     among themselves; the others are acknowledged unseen
     */
    public LaneConsumer(
            Topic<E> topic,
            Lanes lanes,
            EventHandler<E> handler,
            Predicate<byte[]> share,
            LaneTools tools) {
        this.topic = topic;
        this.lanes = lanes;
        this.handler = handler;
        this.share = share;
        this.tools = tools;
        tools.stop().watch(lanes);
        Gauge.builder("switchboard.lanes.in.flight", lanes, Lanes::inFlight)
                .description("Records of the topic that wait or run in lanes")
                .tag("topic", topic.name())
                .tag("lanes", lanes.name())
                .register(tools.metrics());
    }

    /**
     * Completes when there is room for the next record; returning it from an {@code @Incoming}
     * method gives back-pressure.
     */
    public CompletionStage<Void> accept(Message<byte[]> message) {
        var origin = origin(message);
        var record = origin.getRecord();
        var place =
                new Place(
                        record.partition(), record.offset(), origin.getConsumerGroupGenerationId());
        var lane = Optional.ofNullable(record.key()).orElse("");
        return lanes.submit(place, lane, new Handling(record), () -> acknowledge(message));
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
                            "Acknowledging failed, the record may come again topic=%s",
                            topic.name());
                    return null;
                });
    }

    private void work(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        if (!share.test(record.value())) {
            return;
        }
        var span =
                tools.tracer()
                        .spanBuilder(topic.name() + " process")
                        .setParent(TraceHeaders.extract(record.headers()))
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan();
        try (var _ = span.makeCurrent()) {
            workUntilDone(record, span);
        } finally {
            span.end();
        }
    }

    /** The outermost frame: whatever goes wrong is decided here. */
    private void workUntilDone(ConsumerRecord<String, byte[]> record, Span span)
            throws InterruptedException {
        var bugs = 0;
        for (var attempt = 1; ; attempt++) {
            try {
                handler.handle(EventCodec.decode(topic.eventType(), record.value()));
                return;
            } catch (RuntimeException | Error e) {
                stopIfInterrupted(e);
                span.recordException(LoggableFailure.of(e));
                bugs += Infrastructure.isDown(e) ? 0 : 1;
                if ((isHopeless(e) || bugs >= ATTEMPTS) && setAside(record, e, attempt)) {
                    return;
                }
                LOG.warnf(
                        LoggableFailure.of(e),
                        "Record not done, trying again topic=%s attempt=%d",
                        topic.name(),
                        attempt);
                Thread.sleep(BACKOFF.after(attempt));
            }
        }
    }

    private static boolean isHopeless(Throwable failure) {
        return failure instanceof UndecodableException || failure instanceof NotHandledException;
    }

    /** Blocking clients answer an interrupt with exceptions of their own. */
    private void stopIfInterrupted(Throwable failure) throws InterruptedException {
        var interrupted = Thread.interrupted() || tools.stop().hasBegun();
        for (Throwable cause = failure; cause != null && !interrupted; cause = cause.getCause()) {
            interrupted = cause instanceof InterruptedException;
        }
        if (interrupted) {
            throw new InterruptedException("told to stop");
        }
    }

    private boolean setAside(ConsumerRecord<String, byte[]> record, Throwable cause, int attempts) {
        try {
            tools.deadLetters().setAside(record, words(cause), attempts);
            return true;
        } catch (RuntimeException | Error e) {
            // Also when this process is being stopped: the record is kept until it can be set
            // aside.
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Record could not be set aside, trying again topic=%s",
                    topic.name());
            return false;
        }
    }

    private static String words(Throwable cause) {
        return cause instanceof NotHandledException decided
                ? decided.cause()
                : LoggableFailure.words(cause);
    }

    /** A record's way through its lane, which holds the record until it is done. */
    private final class Handling implements Work {
        private final ConsumerRecord<String, byte[]> record;

        private Handling(ConsumerRecord<String, byte[]> record) {
            this.record = record;
        }

        @Override
        public void run() throws InterruptedException {
            work(record);
        }

        @Override
        public int bytes() {
            return Math.max(0, record.serializedValueSize());
        }
    }
}
