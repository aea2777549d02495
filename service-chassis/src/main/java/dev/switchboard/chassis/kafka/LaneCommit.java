package dev.switchboard.chassis.kafka;

import dev.switchboard.chassis.resilience.LoggableFailure;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits offsets over records that are acknowledged in any order, up to the first that is not,
 * twice a second, and hands assigned and revoked partitions to the channel's {@link KeyedConsumer},
 * if it has one: its work on revoked ones ends, and what is finished is committed, before another
 * instance gets them. Partitions that are lost, for example by a pause of the process, are reported
 * as revoked by Kafka's client. Replaces SmallRye's {@code throttled} strategy for an instance that
 * the group throws out: there SmallRye's own asks Kafka for a partition's offset when its first
 * record comes, and ends the channel permanently when the group refuses to answer; and its commit
 * of revoked partitions throws. Thread-safe.
 */
final class LaneCommit implements KafkaCommitHandler {
    private static final Logger LOG = Logger.getLogger(LaneCommit.class);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
    private static final Duration FINAL_COMMIT_TIMEOUT = Duration.ofSeconds(5);

    private final String channel;
    private final KeyedConsumers keyed;
    private final KafkaConsumer<?, ?> consumer;
    private final Vertx vertx;
    private final long timer;

    /** Assigned partitions; guarded by itself. */
    private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();

    private final AtomicBoolean committing = new AtomicBoolean();

    private LaneCommit(
            String channel, KeyedConsumers keyed, Vertx vertx, KafkaConsumer<?, ?> consumer) {
        this.channel = channel;
        this.keyed = keyed;
        this.vertx = vertx;
        this.consumer = consumer;
        this.timer = vertx.setPeriodic(COMMIT_INTERVAL.toMillis(), _ -> scheduleCommit());
    }

    @Override
    public void partitionsAssigned(Collection<TopicPartition> assigned) {
        var generation = consumer.unwrap().groupMetadata().generationId();
        synchronized (partitions) {
            assigned.forEach(
                    partition -> partitions.put(partition, new AssignedPartition(generation)));
        }
        keyed.of(channel).ifPresent(lanes -> lanes.assign(numbers(assigned), generation));
    }

    @Override
    public void partitionsRevoked(Collection<TopicPartition> revoked) {
        synchronized (partitions) {
            revoked.forEach(partitions::remove);
        }
        keyed.of(channel)
                .ifPresent(lanes -> commitFinished(revoked, lanes.revoke(numbers(revoked))));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    private void commitFinished(Collection<TopicPartition> revoked, Map<Integer, Long> finished) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : revoked) {
            var offset = finished.get(partition.partition());
            if (offset != null) {
                offsets.put(partition, new OffsetAndMetadata(offset));
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.unwrap().commitSync(offsets);
        } catch (KafkaException e) {
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Offset commit failed, finished records may be redelivered partitions=%d",
                    offsets.size());
        }
    }

    @Override
    public <K, V> Uni<IncomingKafkaRecord<K, V>> received(IncomingKafkaRecord<K, V> record) {
        synchronized (partitions) {
            var assigned = partitions.get(partition(record));
            // A record fetched before the partition was assigned to us again comes a second time.
            if (assigned != null && record.getConsumerGroupGenerationId() >= assigned.generation) {
                assigned.offsets.begun(record.getOffset());
            }
        }
        return Uni.createFrom().item(record);
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        synchronized (partitions) {
            var assigned = partitions.get(partition(record));
            if (assigned != null) {
                assigned.offsets.finished(record.getOffset());
            }
        }
        return Uni.createFrom().voidItem().runSubscriptionOn(record::runOnMessageContext);
    }

    @Override
    public void terminate(boolean graceful) {
        vertx.cancelTimer(timer);
        consumer.runOnPollingThread(this::commit).await().atMost(FINAL_COMMIT_TIMEOUT);
    }

    private void scheduleCommit() {
        if (moved().isEmpty() || !committing.compareAndSet(false, true)) {
            return;
        }
        consumer.runOnPollingThread(this::commit)
                .onTermination()
                .invoke(() -> committing.set(false))
                .subscribe()
                .with(
                        _ -> {},
                        failure -> LOG.warnf("Offset commit failed, retrying cause=%s", failure));
    }

    /**
     * Commits on the polling thread, where partitions are assigned and revoked: only our own are
     * committed.
     */
    private void commit(Consumer<?, ?> kafka) {
        var moved = moved();
        if (!moved.isEmpty()) {
            kafka.commitSync(moved);
            remember(moved);
        }
    }

    /** Returns the offsets that moved since the last commit. */
    private Map<TopicPartition, OffsetAndMetadata> moved() {
        var moved = new HashMap<TopicPartition, OffsetAndMetadata>();
        synchronized (partitions) {
            partitions.forEach((partition, assigned) ->
                    assigned.offsets
                            .committable()
                            .ifPresent(offset -> {
                                if (offset > assigned.committed) {
                                    moved.put(partition, new OffsetAndMetadata(offset));
                                }
                            }));
        }
        return moved;
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> committed) {
        synchronized (partitions) {
            committed.forEach((partition, position) -> {
                var assigned = partitions.get(partition);
                if (assigned != null) {
                    assigned.committed = position.offset();
                }
            });
        }
    }

    private static TopicPartition partition(IncomingKafkaRecord<?, ?> record) {
        return new TopicPartition(record.getTopic(), record.getPartition());
    }

    /** State of a partition since its assignment. */
    private static final class AssignedPartition {
        private final int generation;
        private final OpenOffsets offsets = new OpenOffsets();
        private long committed = -1;

        private AssignedPartition(int generation) {
            this.generation = generation;
        }
    }

    /** Registers the strategy under the name that {@code commit-strategy} uses. */
    @ApplicationScoped
    @Identifier("lanes")
    static class Factory implements KafkaCommitHandler.Factory {
        private final KeyedConsumers keyed;

        Factory(KeyedConsumers keyed) {
            this.keyed = keyed;
        }

        @Override
        public KafkaCommitHandler create(
                KafkaConnectorIncomingConfiguration config,
                Vertx vertx,
                KafkaConsumer<?, ?> consumer,
                BiConsumer<Throwable, Boolean> reportFailure) {
            return new LaneCommit(config.getChannel(), keyed, vertx, consumer);
        }
    }
}
