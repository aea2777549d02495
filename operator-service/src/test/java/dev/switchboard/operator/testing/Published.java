package dev.switchboard.operator.testing;

import dev.switchboard.model.event.Event;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.topic.Topic;
import dev.switchboard.model.wire.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads what stands in a topic. */
public final class Published {
    private static final Duration STEP = Duration.ofMillis(200);

    private Published() {}

    /** Everything that stands in the topic for this conversation now, in order. */
    public static <E extends Event> List<E> in(Topic<E> topic, ConversationKey conversation) {
        try (var consumer = consumer()) {
            var partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var events = new ArrayList<E>();
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                for (var record : consumer.poll(STEP)) {
                    if (conversation.id().toString().equals(record.key())) {
                        events.add(EventCodec.decode(topic.eventType(), record.value()));
                    }
                }
            }
            return events;
        }
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
