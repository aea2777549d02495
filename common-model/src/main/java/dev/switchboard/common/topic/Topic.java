package dev.switchboard.common.topic;

import dev.switchboard.common.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Declaration of a Kafka topic. All topics have the same {@link PartitionCount}.
 *
 * @param keyedBy meaning of the record key
 * @param retention time for which Kafka keeps a record
 * @param maxBytes maximum size of a partition; the oldest records are deleted first
 */
public record Topic<E extends Event>(
        String name,
        Class<E> eventType,
        KeyedBy keyedBy,
        Duration retention,
        OptionalLong maxBytes) {

    /** Creates a topic without a size limit. */
    public Topic(String name, Class<E> eventType, KeyedBy keyedBy, Duration retention) {
        this(name, eventType, keyedBy, retention, OptionalLong.empty());
    }

    /** Meaning of a record's key. */
    public enum KeyedBy {
        CONVERSATION,
        PROVIDER_MESSAGE,
        ORIGIN,
        /** Records have no key: their order does not matter. */
        NOTHING
    }

    /** Returns the settings that the topic is created with, by Kafka's names. */
    public Map<String, String> config() {
        var config = new HashMap<String, String>();
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", Long.toString(retention.toMillis()));
        config.put("max.message.bytes", Integer.toString(Topics.MAX_RECORD_BYTES));
        config.put("message.timestamp.type", "CreateTime");
        maxBytes.ifPresent(bytes -> config.put("retention.bytes", Long.toString(bytes)));
        return Map.copyOf(config);
    }
}
