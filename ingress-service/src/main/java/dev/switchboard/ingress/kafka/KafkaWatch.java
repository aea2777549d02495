package dev.switchboard.ingress.kafka;

import dev.switchboard.chassis.topic.EventPublisher;
import dev.switchboard.chassis.topic.KafkaConnection;
import dev.switchboard.chassis.topic.PublishFailedException;
import dev.switchboard.model.topic.Topic;
import dev.switchboard.model.topic.Topics;
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
 * Asks Kafka every few seconds whether it is there, and keeps the publisher's knowledge of the
 * topics fresh: a send that has to ask for it first would hold up an event loop. Kafka's client
 * forgets a topic after five idle minutes ({@code metadata.max.idle.ms}).
 */
@ApplicationScoped
public class KafkaWatch {
    private static final Logger LOG = Logger.getLogger(KafkaWatch.class);
    private static final List<Topic<?>> WRITTEN = List.of(Topics.INBOUND, Topics.PROVIDER_STATUSES);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration UNTIL_REACHED = Duration.ofMillis(100);
    private static final int PATIENCE_SECONDS = 3;

    private final EventPublisher events;
    private final KafkaConnection kafka;
    private volatile boolean reachable;
    private @Nullable Thread watch;

    KafkaWatch(EventPublisher events, KafkaConnection kafka) {
        this.events = events;
        this.kafka = kafka;
    }

    /** Before the first webhook is let in the topics are known, unless Kafka is away. */
    void start(@Observes StartupEvent event) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!topicsAreKnown() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        watch = Thread.ofVirtual().name("kafka-watch").start(this::watch);
    }

    @PreDestroy
    void stop() {
        if (watch != null) {
            watch.interrupt();
        }
    }

    /** As of a few seconds ago. */
    public boolean isReachable() {
        return reachable;
    }

    private void watch() {
        try (var admin = Admin.create(kafka.with(config()))) {
            while (true) {
                tell(topicsAreKnown() && answers(admin));
                Thread.sleep(reachable ? BETWEEN : UNTIL_REACHED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> config() {
        var patience = (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS);
        return Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    }

    private boolean topicsAreKnown() {
        try {
            WRITTEN.forEach(events::prepare);
            return true;
        } catch (PublishFailedException e) {
            return false;
        }
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void tell(boolean now) {
        if (now != reachable) {
            LOG.infof("Kafka reachable=%s", now);
        }
        reachable = now;
    }
}
