package dev.switchboard.system.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Offset range of a topic.
 *
 * @param begin the first offset, by partition
 * @param end the first offset behind the range, by partition
 */
record OffsetRange(Map<TopicPartition, Long> begin, Map<TopicPartition, Long> end) {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Reads all committed records of it, each partition in order. */
    void read(String servers, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (var consumer = consumer(servers)) {
            consumer.assign(end.keySet());
            begin.forEach(consumer::seek);
            while (end.entrySet().stream().anyMatch(it -> isBefore(consumer, it))) {
                for (var record : consumer.poll(POLL)) {
                    if (record.offset() < endOf(record)) {
                        reader.accept(record);
                    }
                }
            }
        }
    }

    private static boolean isBefore(
            KafkaConsumer<byte[], byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
        return consumer.position(end.getKey()) < end.getValue();
    }

    private long endOf(ConsumerRecord<byte[], byte[]> record) {
        return end.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
