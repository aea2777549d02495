package dev.switchboard.chassis.topic;

import dev.switchboard.model.topic.Replication;
import dev.switchboard.model.topic.Topic;
import dev.switchboard.model.topic.Topics;
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
 * Warns at start of topics that are replicated less than {@code TOPICS_REPLICATION_FACTOR} and
 * {@code TOPICS_MIN_INSYNC_REPLICAS} ask for: what they acknowledge may be lost with one disk.
 */
@ApplicationScoped
public class TopicReplication {
    private static final Logger LOG = Logger.getLogger(TopicReplication.class);
    private static final int TIMEOUT_SECONDS = 30;

    private final KafkaConnection kafka;
    private final Replication asked;

    TopicReplication(KafkaConnection kafka, Replication asked) {
        this.kafka = kafka;
        this.asked = asked;
    }

    @Produces
    @Singleton
    static Replication asked(Config config) {
        return Replication.of(name -> config.getOptionalValue(name, String.class));
    }

    /** Nobody waits for the answer; one broker alone has nothing to be asked. */
    void start(@Observes StartupEvent event) {
        if (!asked.equals(Replication.SINGLE)) {
            Thread.ofVirtual().name("topic-replication").start(this::warn);
        }
    }

    private void warn() {
        try (var admin = Admin.create(kafka.with(Map.of()))) {
            shortfalls(admin).forEach(LOG::warn);
        } catch (ExecutionException | TimeoutException e) {
            LOG.infof("Replication of the topics not checked cause=%s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A sentence for each topic that has less than is asked for. */
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
                        asked
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
