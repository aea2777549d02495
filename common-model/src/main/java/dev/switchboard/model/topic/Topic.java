package dev.switchboard.model.topic;

import dev.switchboard.model.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A Kafka topic as every part of the product knows it.
 *
 * @param keyedBy what the record key is, for people
 * @param retention how long Kafka keeps a record
 * @param maxBytes how many bytes each partition keeps at most; the oldest go first
 */
public record Topic<E extends Event>(
        String name,
        Class<E> eventType,
        KeyedBy keyedBy,
        int partitions,
        Duration retention,
        OptionalLong maxBytes) {

    /** A topic that keeps whatever is written to it for its time. */
    public Topic(
            String name, Class<E> eventType, KeyedBy keyedBy, int partitions, Duration retention) {
        this(name, eventType, keyedBy, partitions, retention, OptionalLong.empty());
    }

    /** What a record's key says. */
    public enum KeyedBy {
        CONVERSATION,
        PROVIDER_MESSAGE,
        WEBHOOK,
        ORIGIN
    }

    /** The settings that the topic is created with, by Kafka's names. */
    public Map<String, String> config() {
        var config = new HashMap<String, String>();
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", Long.toString(retention.toMillis()));
        config.put("max.message.bytes", Integer.toString(Topics.LARGEST_RECORD_BYTES));
        config.put("message.timestamp.type", "CreateTime");
        maxBytes.ifPresent(bytes -> config.put("retention.bytes", Long.toString(bytes)));
        return Map.copyOf(config);
    }
}
