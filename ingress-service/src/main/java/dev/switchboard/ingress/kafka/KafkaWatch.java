package dev.switchboard.ingress.kafka;

import dev.switchboard.chassis.kafka.EventPublisher;
import dev.switchboard.chassis.kafka.KafkaConnection;
import dev.switchboard.chassis.kafka.PublishFailedException;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks every few seconds that Kafka can be reached and keeps the publisher's topic metadata
 * fresh: a send that has to fetch it first would block an event loop. Kafka's client discards the
 * metadata of a topic after five idle minutes ({@code metadata.max.idle.ms}).
 */
@ApplicationScoped
public class KafkaWatch {
    private static final Logger LOG = Logger.getLogger(KafkaWatch.class);
    private static final List<Topic<?>> TOPICS = List.of(Topics.INBOUND, Topics.PROVIDER_STATUSES);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);
    private static final int TIMEOUT_SECONDS = 3;

    private final EventPublisher events;
    private final KafkaConnection kafka;
    private volatile boolean reachable;
    private @Nullable Thread thread;

    KafkaWatch(EventPublisher events, KafkaConnection kafka) {
        this.events = events;
        this.kafka = kafka;
    }

    /** Fetches the topics' metadata before the first webhook is accepted, unless Kafka is down. */
    void start(@Observes StartupEvent event) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!hasTopicMetadata() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        thread = Thread.ofVirtual().name("kafka-watch").start(this::watch);
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Result of the last check, a few seconds old. */
    public boolean isReachable() {
        return reachable;
    }

    private void watch() {
        try (var admin = Admin.create(kafka.with(config()))) {
            while (true) {
                update(hasTopicMetadata() && isUp(admin));
                Thread.sleep(reachable ? CHECK_INTERVAL : RETRY_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> config() {
        var timeoutMillis = (int) TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS);
        return Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    }

    private boolean hasTopicMetadata() {
        try {
            TOPICS.forEach(events::prepare);
            return true;
        } catch (PublishFailedException e) {
            return false;
        }
    }

    private static boolean isUp(Admin admin) throws InterruptedException {
        try {
            admin.describeCluster().clusterId().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void update(boolean now) {
        if (now != reachable) {
            LOG.infof("Kafka reachability changed reachable=%s", now);
        }
        reachable = now;
    }
}
