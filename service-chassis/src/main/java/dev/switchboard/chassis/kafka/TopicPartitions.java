package dev.switchboard.chassis.kafka;

import dev.switchboard.common.topic.Topic;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers of the topics' partitions, as Kafka describes them to {@link TopicCheck}. Thread-safe.
 */
@Singleton
public class TopicPartitions {
    private final Map<String, Integer> counts = new HashMap<>();

    /**
     * Returns the number of a topic's partitions. Waits for Kafka if it was not there at start.
     *
     * @throws IllegalStateException when interrupted before Kafka answers
     */
    public synchronized int of(Topic<?> topic) {
        for (var count = counts.get(topic.name()); ; count = counts.get(topic.name())) {
            if (count != null) {
                return count;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    synchronized void found(Map<String, Integer> existing) {
        counts.putAll(existing);
        notifyAll();
    }
}
