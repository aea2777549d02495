package dev.switchboard.ingress.testing;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.localstack.testing.WholeTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads the records written to a topic since its creation. */
public final class TopicView<E extends Event> implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Topic<E> topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public TopicView(Topic<E> topic, String bootstrapServers) {
        this.topic = topic;
        this.consumer = WholeTopic.consumer(bootstrapServers, topic);
        var partitions = consumer.assignment();
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Waits until that many events match, and returns them by partition and offset. */
    public List<E> await(int count, Predicate<E> wanted) {
        org.awaitility.Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> matching(wanted).size() >= count);
        return matching(wanted);
    }

    /** Matching events up to now. */
    public List<E> matching(Predicate<E> wanted) {
        return records().stream()
                .map(record -> EventCodec.decode(topic.eventType(), record.value()))
                .filter(wanted)
                .toList();
    }

    public List<ConsumerRecord<String, byte[]>> records() {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
