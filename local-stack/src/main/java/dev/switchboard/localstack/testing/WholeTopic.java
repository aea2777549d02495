package dev.switchboard.localstack.testing;

import dev.switchboard.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All of a topic, as somebody sees it who belongs to no group. */
public final class WholeTopic {
    /** A consumer that is closed waits for the fetch under way. */
    private static final int LONGEST_FETCH_MILLIS = 20;

    private static final Duration POLL = Duration.ofMillis(100);

    private WholeTopic() {}

    /** Reads all partitions from their beginning on, what is committed; the caller closes it. */
    public static KafkaConsumer<String, byte[]> consumer(String bootstrapServers, Topic<?> topic) {
        var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", bootstrapServers,
                                "isolation.level", "read_committed",
                                "fetch.max.wait.ms", LONGEST_FETCH_MILLIS),
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

    /** What is committed in it now; each partition in order. */
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
