package dev.switchboard.chassis.kafka;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.ConversationChanged;
import dev.switchboard.common.topic.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Publishes hints to {@code conversation-events} at little cost: many in one request, acknowledged
 * by one replica. A call never blocks; a hint is dropped if there is no room for it, or no metadata
 * of the topic yet. Created with the first hint.
 */
@ApplicationScoped
class HintProducer {
    private static final Logger LOG = Logger.getLogger(HintProducer.class);

    /** A hint that is older is of no use to its readers. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);

    /** Without the topic's metadata, which Kafka's client forgets when idle, hints are dropped. */
    private static final Duration METADATA_MAX_IDLE = Duration.ofDays(7);

    private static final int LINGER_MILLIS = 20;
    private static final long BUFFER_BYTES = 2L << 20;

    private final KafkaProducer<String, byte[]> producer;

    HintProducer(KafkaConnection kafka) {
        producer =
                new KafkaProducer<>(
                        kafka.with(config()), new StringSerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> config() {
        return Map.of(
                ProducerConfig.ACKS_CONFIG,
                "1",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MILLIS,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                0L,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES,
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                METADATA_MAX_IDLE.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) DELIVERY_TIMEOUT.toMillis() / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) DELIVERY_TIMEOUT.toMillis());
    }

    /** Requests the topic's metadata and returns at once, so that the first hint finds it. */
    void prepare() {
        try {
            producer.partitionsFor(Topics.CONVERSATION_EVENTS.name());
        } catch (KafkaException e) {
            LOG.debugf("Metadata for hints requested");
        }
    }

    void publish(ConversationChanged hint) {
        try {
            var key = hint.conversation().id().toString();
            var record = EventPublisher.recordWithoutTrace(Topics.CONVERSATION_EVENTS, key, hint);
            var _ =
                    producer.send(
                            record,
                            (_, failure) -> {
                                if (failure != null) {
                                    reportLost(hint, failure);
                                }
                            });
        } catch (KafkaException e) {
            reportLost(hint, e);
        }
    }

    private static void reportLost(ConversationChanged hint, Throwable cause) {
        LOG.debugf(
                LoggableFailure.of(cause),
                "Hint lost conversation=%s change=%s",
                hint.conversation().id(),
                hint.change());
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ZERO);
    }
}
