package dev.switchboard.testing;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.wire.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the committed records of a topic without a consumer group. Not safe for use by several
 * threads.
 */
public final class TopicReader<E extends Event> implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Short, because closing a consumer waits for the fetch in flight. */
    private static final int MAX_FETCH_WAIT_MILLIS = 20;

    private final Topic<E> topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    private TopicReader(Topic<E> topic, KafkaConsumer<String, byte[]> consumer) {
        this.topic = topic;
        this.consumer = consumer;
    }

    public static <E extends Event> TopicReader<E> fromBeginning(
            Topic<E> topic, String bootstrapServers) {
        return new TopicReader<>(topic, consumer(bootstrapServers, topic));
    }

    /** Reads what is written after this returns. */
    public static <E extends Event> TopicReader<E> fromNow(
            Topic<E> topic, String bootstrapServers) {
        var consumer = consumer(bootstrapServers, topic);
        var partitions = consumer.assignment();
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new TopicReader<>(topic, consumer);
    }

    /** Consumer of all partitions from the beginning; the caller closes it. */
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

    /** All records committed up to now; each partition in order. */
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

    /** Waits until that many events match, and returns them by partition and offset. */
    public List<E> await(int count, Predicate<E> wanted) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        var found = matching(wanted);
        while (found.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "%d of %d events in %s after %s"
                                .formatted(found.size(), count, topic.name(), TIMEOUT));
            }
            found = matching(wanted);
        }
        return found;
    }

    /** Matching events up to now. */
    public List<E> matching(Predicate<E> wanted) {
        return records().stream().map(this::decode).filter(wanted).toList();
    }

    /** Events with this key up to now, in order. */
    public List<E> of(String key) {
        return records().stream()
                .filter(record -> key.equals(record.key()))
                .map(this::decode)
                .toList();
    }

    public List<ConsumerRecord<String, byte[]>> records() {
        consumer.poll(POLL).forEach(seen::add);
        return List.copyOf(seen);
    }

    private E decode(ConsumerRecord<String, byte[]> record) {
        return EventCodec.decode(topic.eventType(), record.value());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
