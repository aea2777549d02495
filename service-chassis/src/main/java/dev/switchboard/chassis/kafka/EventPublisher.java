package dev.switchboard.chassis.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.chassis.trace.TraceHeaders;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.event.ConversationChanged.Change;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.OwnershipChanged;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.common.wire.EventCodec;
import io.opentelemetry.context.Context;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events to their topics: acknowledged by all in-sync replicas, without duplicates by
 * retries, in order per key, with the current trace in the headers. Thread-safe.
 */
@ApplicationScoped
public class EventPublisher {
    private static final Logger LOG = Logger.getLogger(EventPublisher.class);
    private static final int BATCH_BYTES = 64 << 10;

    private final KafkaConnection kafka;
    private final ProducerSettings settings;
    private final HintProducer hints;
    private final boolean liveHints;
    private final KafkaProducer<String, byte[]> producer;

    @Inject
    EventPublisher(
            KafkaConnection kafka,
            ProducerSettings settings,
            HintProducer hints,
            @ConfigProperty(name = "switchboard.live-hints") boolean liveHints) {
        this(kafka, settings, hints, liveHints, settings.lingerMillis(), settings.maxBlock());
        if (liveHints) {
            hints.prepare();
        }
    }

    private EventPublisher(
            KafkaConnection kafka,
            ProducerSettings settings,
            HintProducer hints,
            boolean liveHints,
            int lingerMillis,
            Duration maxBlock) {
        this.kafka = kafka;
        this.settings = settings;
        this.hints = hints;
        this.liveHints = liveHints;
        producer =
                new KafkaProducer<>(
                        kafka.with(config(settings, lingerMillis, maxBlock)),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    private static Map<String, Object> config(
            ProducerSettings settings, int lingerMillis, Duration maxBlock) {
        var deliveryTimeout = Math.toIntExact(settings.deliveryTimeout().toMillis());
        return Map.ofEntries(
                entry(ProducerConfig.ACKS_CONFIG, "all"),
                entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                entry(ProducerConfig.LINGER_MS_CONFIG, lingerMillis),
                entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
                entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeout),
                entry(
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        Math.max(1, deliveryTimeout - lingerMillis) / 2),
                entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis()),
                entry(ProducerConfig.BUFFER_MEMORY_CONFIG, settings.bufferBytes()),
                entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES));
    }

    /**
     * Creates a separate publisher for records that nobody waits for: it collects records for up to
     * {@code linger}, which costs the sender and Kafka a fraction. A call may block for as long as
     * the delivery timeout. The caller closes it.
     */
    public EventPublisher batching(Duration linger) {
        return new EventPublisher(
                kafka,
                settings,
                hints,
                liveHints,
                Math.toIntExact(linger.toMillis()),
                settings.deliveryTimeout());
    }

    /**
     * Publishes an event. The result completes when Kafka has acknowledged the record, or
     * exceptionally with a {@link PublishFailedException}. The call itself blocks only for metadata
     * or a full buffer, at most {@code switchboard.producer.max-block}, or as {@link #batching}
     * says.
     *
     * @param key null if order does not matter: then records share a partition until a batch is
     *     full, which makes fewer batches
     */
    public <E extends Event> CompletionStage<Void> publish(
            Topic<E> topic, @Nullable String key, E event) {
        return send(record(topic, key, event));
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
        var acknowledged = new CompletableFuture<Void>();
        try {
            var _ =
                    producer.send(
                            record,
                            (_, failure) -> {
                                if (failure == null) {
                                    acknowledged.complete(null);
                                } else {
                                    acknowledged.completeExceptionally(
                                            new PublishFailedException(record.topic(), failure));
                                }
                            });
        } catch (KafkaException e) {
            acknowledged.completeExceptionally(new PublishFailedException(record.topic(), e));
        }
        return acknowledged;
    }

    /**
     * @throws PublishFailedException when Kafka does not acknowledge in time
     */
    public <E extends Event> void publishAndWait(Topic<E> topic, String key, E event) {
        await(send(record(topic, key, event)));
    }

    /**
     * Publishes a record as it was first written, byte for byte; its trace is in its own headers.
     *
     * @throws PublishFailedException when Kafka does not acknowledge in time
     */
    public void republishAndWait(
            String topic, @Nullable String key, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<String, byte[]>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        await(send(record));
    }

    private static void await(CompletableFuture<Void> acknowledged) {
        try {
            acknowledged.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PublishFailedException failed) {
                throw failed;
            }
            throw e;
        }
    }

    /**
     * Publishes a hint about the conversation if anybody reads such hints, and returns at once; a
     * lost hint does no harm.
     */
    public void hint(
            ConversationKey conversation, Change change, Map<String, String> details, Instant at) {
        if (publishesHints(change)) {
            hints.publish(
                    new ConversationChanged(UUID.randomUUID(), conversation, change, details, at));
        }
    }

    /** Returns whether hints about such changes are published; false if nobody reads them. */
    public boolean publishesHints(Change change) {
        return liveHints || !change.isForLiveViews();
    }

    /** Prepares for hints and returns at once; without it the first one is lost. */
    public void prepareHints() {
        hints.prepare();
    }

    /**
     * Publishes that a conversation has another owner, without waiting for Kafka's acknowledgement;
     * a lost hint does no harm.
     */
    public void hint(OwnershipChanged change) {
        var conversation = change.conversation().id();
        publish(Topics.OWNERSHIP_CHANGES, conversation.toString(), change)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.debugf(
                                LoggableFailure.of(failure),
                                "Ownership hint lost conversation=%s epoch=%d",
                                conversation,
                                change.epoch());
                    }
                });
    }

    /** Fetches a topic's metadata, so that the first {@link #publish} does not wait for it. */
    public void prepare(Topic<?> topic) {
        try {
            producer.partitionsFor(topic.name());
        } catch (KafkaException e) {
            throw new PublishFailedException(topic.name(), e);
        }
    }

    private static <E extends Event> ProducerRecord<String, byte[]> record(
            Topic<E> topic, @Nullable String key, E event) {
        var record = recordWithoutTrace(topic, key, event);
        TraceHeaders.inject(Context.current(), record.headers());
        return record;
    }

    static <E extends Event> ProducerRecord<String, byte[]> recordWithoutTrace(
            Topic<E> topic, @Nullable String key, E event) {
        var encoded = EventCodec.encode(event);
        var record = new ProducerRecord<String, byte[]>(topic.name(), key, encoded);
        EventCodec.headers(event).forEach((name, value) -> record.headers().add(name, value));
        return record;
    }

    @PreDestroy
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
