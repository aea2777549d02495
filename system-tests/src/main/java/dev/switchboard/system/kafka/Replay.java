package dev.switchboard.system.kafka;

import dev.switchboard.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes all of a topic into it once more: keys, values and headers as they were. */
public final class Replay {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess kafka;

    public Replay(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** Returns how many records were written again, all acknowledged. */
    public long of(Topic<?> topic) {
        var ends = kafka.ends(topic);
        try (var consumer = consumer();
                var producer = producer()) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            var sent = new ArrayList<Future<?>>();
            while (ends.entrySet().stream().anyMatch(end -> isBefore(consumer, end))) {
                for (var record : consumer.poll(POLL)) {
                    if (record.offset() < end(ends, record)) {
                        sent.add(producer.send(again(record)));
                    }
                }
            }
            sent.forEach(Replay::await);
            return sent.size();
        }
    }

    private static boolean isBefore(
            KafkaConsumer<byte[], byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
        return consumer.position(end.getKey()) < end.getValue();
    }

    private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.value(), record.headers());
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused a record: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.servers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.servers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
