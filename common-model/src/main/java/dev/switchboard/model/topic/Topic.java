package dev.switchboard.model.topic;

import dev.switchboard.model.event.Event;
import java.time.Duration;
import java.util.Map;

/**
 * A Kafka topic as every part of the product knows it.
 *
 * @param keyedBy what the record key is, for people
 * @param retention how long Kafka keeps a record
 */
public record Topic<E extends Event>(
        String name, Class<E> eventType, KeyedBy keyedBy, int partitions, Duration retention) {

    /** What a record's key says. */
    public enum KeyedBy {
        CONVERSATION,
        PROVIDER_MESSAGE,
        WEBHOOK,
        ORIGIN
    }

    /** The settings that the topic is created with, by Kafka's names. */
    public Map<String, String> config() {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.toMillis()),
                "max.message.bytes",
                Integer.toString(Topics.LARGEST_RECORD_BYTES),
                "message.timestamp.type",
                "CreateTime");
    }
}
