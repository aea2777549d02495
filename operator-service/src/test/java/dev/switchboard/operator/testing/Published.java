package dev.switchboard.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.Event;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.wire.EventCodec;
import dev.switchboard.testing.TopicReader;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the records of a topic. */
public final class Published {
    private Published() {}

    /** All events of this conversation in the topic, in order. */
    public static <E extends Event> List<E> in(Topic<E> topic, ConversationKey conversation) {
        return records(topic, conversation).stream()
                .map(record -> EventCodec.decode(topic.eventType(), record.value()))
                .toList();
    }

    /** The only record of this conversation in the topic. */
    public static ConsumerRecord<String, byte[]> record(
            Topic<?> topic, ConversationKey conversation) {
        return assertThat(records(topic, conversation)).singleElement().actual();
    }

    private static List<ConsumerRecord<String, byte[]>> records(
            Topic<?> topic, ConversationKey conversation) {
        var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        return TopicReader.records(servers, topic).stream()
                .filter(record -> conversation.id().toString().equals(record.key()))
                .toList();
    }
}
