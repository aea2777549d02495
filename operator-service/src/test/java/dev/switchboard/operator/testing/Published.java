package dev.switchboard.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.testing.WholeTopic;
import dev.switchboard.model.event.Event;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.topic.Topic;
import dev.switchboard.model.wire.EventCodec;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads what stands in a topic. */
public final class Published {
    private Published() {}

    /** Everything that stands in the topic for this conversation now, in order. */
    public static <E extends Event> List<E> in(Topic<E> topic, ConversationKey conversation) {
        return records(topic, conversation).stream()
                .map(record -> EventCodec.decode(topic.eventType(), record.value()))
                .toList();
    }

    /** The only record that stands in the topic for this conversation. */
    public static ConsumerRecord<String, byte[]> record(
            Topic<?> topic, ConversationKey conversation) {
        return assertThat(records(topic, conversation)).singleElement().actual();
    }

    private static List<ConsumerRecord<String, byte[]>> records(
            Topic<?> topic, ConversationKey conversation) {
        var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        return WholeTopic.records(servers, topic).stream()
                .filter(record -> conversation.id().toString().equals(record.key()))
                .toList();
    }
}
