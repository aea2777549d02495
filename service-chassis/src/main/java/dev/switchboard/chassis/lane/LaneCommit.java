package dev.switchboard.chassis.lane;

import dev.switchboard.model.lane.OpenOffsets;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Moves offsets over records that are acknowledged in any order, up to the first that is not, twice
 * a second. What SmallRye's {@code throttled} strategy is for, but for an instance that the group
 * throws out, as it does a paused one: there SmallRye's own asks Kafka for a partition's offset
 * when its first record comes, and ends the channel for good when the group refuses to tell; and
 * its commit of given up partitions throws, so that the channel's listener does not hear of them
 * and their lanes go on. Safe for use by several threads.
 */
final class LaneCommit implements KafkaCommitHandler {
    private static final Logger LOG = Logger.getLogger(LaneCommit.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final KafkaConsumer<?, ?> consumer;
    private final Vertx vertx;
    private final long timer;

    /** Guarded by itself. */
    private final Map<TopicPartition, Owned> partitions = new HashMap<>();

    private final AtomicBoolean committing = new AtomicBoolean();

    private LaneCommit(Vertx vertx, KafkaConsumer<?, ?> consumer) {
        this.vertx = vertx;
        this.consumer = consumer;
        this.timer = vertx.setPeriodic(EVERY.toMillis(), _ -> commitSoon());
    }

    @Override
    public void partitionsAssigned(Collection<TopicPartition> assigned) {
        var generation = consumer.unwrap().groupMetadata().generationId();
        synchronized (partitions) {
            assigned.forEach(partition -> partitions.put(partition, new Owned(generation)));
        }
    }

    @Override
    public void partitionsRevoked(Collection<TopicPartition> revoked) {
        synchronized (partitions) {
            revoked.forEach(partitions::remove);
        }
    }

    @Override
    public <K, V> Uni<IncomingKafkaRecord<K, V>> received(IncomingKafkaRecord<K, V> record) {
        synchronized (partitions) {
            var owned = partitions.get(partition(record));
            // What was fetched before the partition was given to us anew comes a second time.
            if (owned != null && record.getConsumerGroupGenerationId() >= owned.generation) {
                owned.offsets.begun(record.getOffset());
            }
        }
        return Uni.createFrom().item(record);
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        synchronized (partitions) {
            var owned = partitions.get(partition(record));
            if (owned != null) {
                owned.offsets.finished(record.getOffset());
            }
        }
        return Uni.createFrom().voidItem().runSubscriptionOn(record::runOnMessageContext);
    }

    @Override
    public void terminate(boolean graceful) {
        vertx.cancelTimer(timer);
        consumer.runOnPollingThread(this::commit).await().atMost(LAST_PATIENCE);
    }

    private void commitSoon() {
        if (moved().isEmpty() || !committing.compareAndSet(false, true)) {
            return;
        }
        consumer.runOnPollingThread(this::commit)
                .onTermination()
                .invoke(() -> committing.set(false))
                .subscribe()
                .with(
                        _ -> {},
                        failure ->
                                LOG.warnf("Offsets not committed, trying again cause=%s", failure));
    }

    /** On the polling thread, where partitions come and go: what is not ours is not committed. */
    private void commit(Consumer<?, ?> kafka) {
        var moved = moved();
        if (!moved.isEmpty()) {
            kafka.commitSync(moved);
            remember(moved);
        }
    }

    /** Where partitions have got to since the last commit. */
    private Map<TopicPartition, OffsetAndMetadata> moved() {
        var moved = new HashMap<TopicPartition, OffsetAndMetadata>();
        synchronized (partitions) {
            partitions.forEach((partition, owned) ->
                    owned.offsets
                            .position()
                            .ifPresent(position -> {
                                if (position > owned.committed) {
                                    moved.put(partition, new OffsetAndMetadata(position));
                                }
                            }));
        }
        return moved;
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> committed) {
        synchronized (partitions) {
            committed.forEach((partition, position) -> {
                var owned = partitions.get(partition);
                if (owned != null) {
                    owned.committed = position.offset();
                }
            });
        }
    }

    private static TopicPartition partition(IncomingKafkaRecord<?, ?> record) {
        return new TopicPartition(record.getTopic(), record.getPartition());
    }

    /** A partition from its assignment on. */
    private static final class Owned {
        private final int generation;
        private final OpenOffsets offsets = new OpenOffsets();
        private long committed = -1;

        private Owned(int generation) {
            this.generation = generation;
        }
    }

    /** Makes it known by the name that {@code commit-strategy} says. */
    @ApplicationScoped
    @Identifier("lanes")
    static class Factory implements KafkaCommitHandler.Factory {

        @Override
        public KafkaCommitHandler create(
                KafkaConnectorIncomingConfiguration config,
                Vertx vertx,
                KafkaConsumer<?, ?> consumer,
                BiConsumer<Throwable, Boolean> reportFailure) {
            return new LaneCommit(vertx, consumer);
        }
    }
}
