package dev.switchboard.buffer.stream;

import dev.switchboard.common.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Configuration of Kafka Streams. The times were measured under {@code kill -9} on two cores: with
 * a static member id a restarted instance is back in about 2.5 s, without one in 6 to 45 s.
 *
 * @param kafka bootstrap servers, login, and replication of the internal topics
 * @param instance static member id
 */
public record StreamConfiguration(
        Map<String, Object> kafka,
        String applicationId,
        String instance,
        Path stateDir,
        int threads) {
    private static final int KAFKA_OUTAGE_TIMEOUT_MILLIS = (int) Duration.ofHours(1).toMillis();

    public StreamConfiguration {
        kafka = Map.copyOf(kafka);
    }

    public Properties properties() {
        var properties = new Properties();
        properties.putAll(stream());
        properties.putAll(consumer());
        properties.putAll(producer());
        properties.putAll(batches());
        return properties;
    }

    private Map<String, Object> stream() {
        var stream = new HashMap<>(kafka);
        stream.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        stream.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toAbsolutePath().toString());
        stream.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        stream.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Of what nobody waits for; a turn's commit is requested (see MergeProcessor).
        stream.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
        // The longest poll: it ends sooner when a task has something to do (see WakingClients).
        stream.put(StreamsConfig.POLL_MS_CONFIG, 200);
        // Added to the store's retention for the changelog of seen messages; a day by default.
        stream.put(
                StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
                Duration.ofHours(1).toMillis());
        // Kafka 4.3 warns at every start if this is not set; there is no global thread.
        stream.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        stream.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        return stream;
    }

    private Map<String, Object> consumer() {
        return Map.of(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                instance,
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                10_000,
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                2_500,
                // A fetch that finds nothing waits at the broker; records end the wait.
                StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                2_000,
                StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                "earliest",
                StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG),
                30_000);
    }

    /**
     * Settings by which records are sent with their commit, which flushes them: nobody can read
     * them sooner. A transaction then also begins after the markers of the one before are written;
     * where it does not, Kafka refuses its first records with CONCURRENT_TRANSACTIONS for some
     * milliseconds, and the backoff, 100 ms by default, would be a customer's wait.
     */
    private static Map<String, Object> batches() {
        return Map.of(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                50,
                StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                64 * 1024,
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                "lz4",
                StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
                10);
    }

    /**
     * Lets a commit wait while Kafka is down. If it timed out before Kafka is back, by default
     * after a minute, Streams would delete the stores and restore them; open bursts were missing
     * from them then (Kafka 4.1.1, two minutes without a broker).
     */
    private Map<String, Object> producer() {
        return Map.of(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG),
                KAFKA_OUTAGE_TIMEOUT_MILLIS,
                StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                KAFKA_OUTAGE_TIMEOUT_MILLIS,
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                10_000,
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Topics.MAX_RECORD_BYTES);
    }
}
