package dev.switchboard.localstack.testing;

import dev.switchboard.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a whole topic without a consumer group. */
public final class WholeTopic {
    /** Short, because closing a consumer waits for the fetch in flight. */
    private static final int MAX_FETCH_WAIT_MILLIS = 20;

    private static final Duration POLL = Duration.ofMillis(100);

    private WholeTopic() {}

    /**
     * Consumer of all committed records of all partitions, from the beginning; the caller closes
     * it.
     */
    public static KafkaConsumer<String, byte[]> consumer(String bootstrapServers, Topic<?> topic) {
        var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", bootstrapServers,
                                "isolation.level", "read_committed",
                                "fetch.max.wait.ms", MAX_FETCH_WAIT_MILLIS),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        var partitions =
                consumer.partitionsFor(topic.name()).stream()
                        .map(it -> new TopicPartition(it.topic(), it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Records committed up to now; each partition in order. */
    public static List<ConsumerRecord<String, byte[]>> records(
            String bootstrapServers, Topic<?> topic) {
        try (var consumer = consumer(bootstrapServers, topic)) {
            var ends = consumer.endOffsets(consumer.assignment());
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }
}
