package dev.switchboard.aiworker.testing;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.localstack.testing.WholeTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads a topic from its beginning, without a group. Not safe for use by many threads. */
public final class TopicReader<E extends Event> implements AutoCloseable {
    private final Topic<E> topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Keyed<E>> records = new ArrayList<>();

    public TopicReader(Topic<E> topic, String bootstrapServers) {
        this.topic = topic;
        consumer = WholeTopic.consumer(bootstrapServers, topic);
    }

    /** All events with this key so far, in order. */
    public List<E> of(String key) {
        consumer.poll(Duration.ofMillis(50))
                .forEach(record ->
                        records.add(
                                new Keyed<>(
                                        record.key(),
                                        EventCodec.decode(topic.eventType(), record.value()))));
        return records.stream()
                .filter(record -> record.key().equals(key))
                .map(Keyed::event)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private record Keyed<E>(String key, E event) {}
}
