package dev.switchboard.chassis.kafka;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.chassis.config.ServiceMain;
import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks the topics at the start, as soon as Kafka has all of them: stops the service where they
 * differ from each other or from {@code TOPICS_PARTITIONS} in their number of partitions, and warns
 * of those that are replicated less than configured.
 */
@Singleton
class TopicCheck {
    private static final Logger LOG = Logger.getLogger(TopicCheck.class);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
    private static final int TIMEOUT_MILLIS = 5_000;

    private final KafkaConnection kafka;
    private final PartitionCount configured;
    private final InternalTopics internal;
    private final TopicPartitions partitions;
    private final TopicReplication replication;
    private final Consumer<String> stopService;
    private @Nullable Thread thread;

    @Inject
    TopicCheck(
            KafkaConnection kafka,
            Config config,
            InternalTopics internal,
            TopicPartitions partitions,
            TopicReplication replication) {
        this(
                kafka,
                PartitionCount.of(
                        name -> config.getOptionalValue(name, String.class),
                        PartitionCount.CLUSTER),
                internal,
                partitions,
                replication,
                complaint ->
                        ServiceMain.stop(
                                config.getValue("quarkus.application.name", String.class),
                                complaint));
    }

    /**
     * @param stopService is given the complaint about topics that differ
     */
    TopicCheck(
            KafkaConnection kafka,
            PartitionCount configured,
            InternalTopics internal,
            TopicPartitions partitions,
            TopicReplication replication,
            Consumer<String> stopService) {
        this.kafka = kafka;
        this.configured = configured;
        this.internal = internal;
        this.partitions = partitions;
        this.replication = replication;
        this.stopService = stopService;
    }

    /** Produces the internal topics of a service without Kafka Streams. */
    @Produces
    @Singleton
    @DefaultBean
    static InternalTopics none() {
        return new InternalTopics(Set.of());
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("topic-check").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Returns when the topics are checked, or it was interrupted. */
    void run() {
        try {
            for (var attempt = 1; !tryCheck(attempt); attempt++) {
                Thread.sleep(BACKOFF.after(attempt));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Logs the first attempt that fails, and the one that succeeds after it. */
    private boolean tryCheck(int attempt) throws InterruptedException {
        try (var admin = Admin.create(kafka.with(timeouts()))) {
            check(admin);
            if (attempt > 1) {
                LOG.infof("Topics checked attempt=%d", attempt);
            }
            return true;
        } catch (ExecutionException | KafkaException e) {
            if (attempt == 1) {
                LOG.warnf("Topics not checked, retrying cause=%s", e.getMessage());
            }
            return false;
        }
    }

    private static Map<String, Object> timeouts() {
        return Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS);
    }

    private void check(Admin admin) throws ExecutionException, InterruptedException {
        var declared = Topics.all().stream().map(Topic::name).toList();
        var existing = existing(admin, declared);
        var counts =
                existing.values().stream()
                        .collect(toMap(TopicDescription::name, topic -> topic.partitions().size()));
        partitions.found(counts);
        try {
            var _ = configured.beside(counts);
        } catch (IllegalArgumentException e) {
            stopService.accept(String.valueOf(e.getMessage()));
            return;
        }
        if (!existing.keySet().containsAll(declared)) {
            throw new UnknownTopicOrPartitionException("only these exist: " + existing.keySet());
        }
        replication.shortfalls(admin, existing.values()).forEach(LOG::warn);
    }

    private Map<String, TopicDescription> existing(Admin admin, List<String> declared)
            throws ExecutionException, InterruptedException {
        var names = new ArrayList<>(declared);
        names.addAll(internal.names());
        var existing = new HashMap<String, TopicDescription>();
        for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                existing.put(topic.getKey(), topic.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return existing;
    }
}
