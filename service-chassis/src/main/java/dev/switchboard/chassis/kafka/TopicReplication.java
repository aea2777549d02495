package dev.switchboard.chassis.kafka;

import dev.switchboard.common.topic.Replication;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Warns at start of topics that are replicated less than configured by {@code
 * TOPICS_REPLICATION_FACTOR} and {@code TOPICS_MIN_INSYNC_REPLICAS}: records that they acknowledge
 * may be lost with one disk.
 */
@ApplicationScoped
public class TopicReplication {
    private static final Logger LOG = Logger.getLogger(TopicReplication.class);
    private static final int TIMEOUT_SECONDS = 30;

    private final KafkaConnection kafka;
    private final Replication configured;

    TopicReplication(KafkaConnection kafka, Replication configured) {
        this.kafka = kafka;
        this.configured = configured;
    }

    @Produces
    @Singleton
    static Replication replication(Config config) {
        return Replication.of(name -> config.getOptionalValue(name, String.class));
    }

    /** Starts the check in the background; it is skipped if a single broker is configured. */
    void start(@Observes StartupEvent event) {
        if (!configured.equals(Replication.SINGLE)) {
            Thread.ofVirtual().name("topic-replication").start(this::warn);
        }
    }

    private void warn() {
        try (var admin = Admin.create(kafka.with(Map.of()))) {
            shortfalls(admin).forEach(LOG::warn);
        } catch (ExecutionException | TimeoutException e) {
            LOG.infof("Topic replication not checked cause=%s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a sentence for each topic that has less than configured. */
    List<String> shortfalls(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        var names = Topics.all().stream().map(Topic::name).toList();
        var resources =
                names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        var topics =
                admin.describeTopics(names).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        var configs = admin.describeConfigs(resources).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        var minInsync = new HashMap<String, Integer>();
        configs.forEach((resource, config) ->
                minInsync.put(
                        resource.name(),
                        Integer.valueOf(config.get(Replication.MIN_INSYNC_CONFIG).value())));
        return topics.values().stream()
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
