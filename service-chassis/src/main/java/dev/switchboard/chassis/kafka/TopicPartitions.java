package dev.switchboard.chassis.kafka;

import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Knows how many partitions the topics have, as Kafka says. Reports at start topics that differ
 * from each other or from {@code TOPICS_PARTITIONS}. Thread-safe.
 */
@Singleton
public class TopicPartitions {
    private static final Logger LOG = Logger.getLogger(TopicPartitions.class);
    private static final int TIMEOUT_SECONDS = 30;

    private final Map<String, Integer> known = new ConcurrentHashMap<>();
    private final KafkaConnection kafka;
    private final PartitionCount configured;

    TopicPartitions(KafkaConnection kafka, Config config) {
        this.kafka = kafka;
        configured =
                PartitionCount.of(
                        name -> config.getOptionalValue(name, String.class),
                        PartitionCount.CLUSTER);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("topic-partitions").start(this::check);
    }

    private void check() {
        try {
            tryRefresh();
            var _ = configured.beside(known);
        } catch (IllegalArgumentException e) {
            LOG.error(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the number of a topic's partitions. Waits for Kafka if it was not there at start.
     *
     * @throws IllegalStateException when interrupted before Kafka answers
     */
    public int of(Topic<?> topic) {
        for (var count = known.get(topic.name()); ; count = known.get(topic.name())) {
            if (count != null) {
                return count;
            }
            try {
                tryRefresh();
                if (!known.containsKey(topic.name())) {
                    LOG.warnf("Topic not found, retrying topic=%s", topic.name());
                    TimeUnit.SECONDS.sleep(1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private void tryRefresh() throws InterruptedException {
        try {
            refresh();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.infof("Topics not read cause=%s", e.getMessage());
        }
    }

    private void refresh() throws ExecutionException, TimeoutException, InterruptedException {
        var names = Topics.all().stream().map(Topic::name).toList();
        try (var admin = Admin.create(kafka.with(Map.of()))) {
            for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
                try {
                    var found = topic.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    known.put(topic.getKey(), found.partitions().size());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
            }
        }
    }
}
