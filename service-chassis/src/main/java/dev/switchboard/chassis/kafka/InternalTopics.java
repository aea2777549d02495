package dev.switchboard.chassis.kafka;

import java.util.Set;

/**
 * Topics that Kafka Streams creates for a service. They must have as many partitions as the
 * declared ones, once they exist.
 */
public record InternalTopics(Set<String> names) {
    public InternalTopics {
        names = Set.copyOf(names);
    }
}
