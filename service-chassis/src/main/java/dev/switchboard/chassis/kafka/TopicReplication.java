package dev.switchboard.chassis.kafka;

import dev.switchboard.common.topic.Replication;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.eclipse.microprofile.config.Config;

/**
 * Finds topics that are replicated less than configured by {@code TOPICS_REPLICATION_FACTOR} and
 * {@code TOPICS_MIN_INSYNC_REPLICAS}: records that they acknowledge may be lost with one disk.
 */
@Singleton
class TopicReplication {
    private final Replication configured;

    TopicReplication(Replication configured) {
        this.configured = configured;
    }

    @Produces
    @Singleton
    static Replication replication(Config config) {
        return Replication.of(name -> config.getOptionalValue(name, String.class));
    }

    /** Returns a sentence for each topic that has less; none if a single broker is configured. */
    List<String> shortfalls(Admin admin, Collection<TopicDescription> topics)
            throws ExecutionException, InterruptedException {
        if (configured.equals(Replication.SINGLE)) {
            return List.of();
        }
        var resources =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                        .toList();
        var minInsync = new HashMap<String, Integer>();
        admin.describeConfigs(resources)
                .all()
                .get()
                .forEach((resource, config) ->
                        minInsync.put(
                                resource.name(),
                                Integer.valueOf(
                                        config.get(Replication.MIN_INSYNC_CONFIG).value())));
        return topics.stream()
                .flatMap(topic ->
                        configured
                                .shortfall(
                                        topic.name(),
                                        replicas(topic),
                                        minInsync.getOrDefault(topic.name(), 0))
                                .stream())
                .sorted()
                .toList();
    }

    private static int replicas(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }
}
