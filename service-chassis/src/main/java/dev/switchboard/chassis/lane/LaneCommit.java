package dev.switchboard.chassis.lane;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.ContextHolder;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * SmallRye's throttled commits, but for one thing: partitions are given up although their offsets
 * cannot be committed, as they cannot when the group has thrown this instance out. With SmallRye's
 * own, the exception keeps the channel's listener from hearing of it, and the lanes of partitions
 * that are another instance's by then would go on.
 */
final class LaneCommit extends ContextHolder implements KafkaCommitHandler {
    private static final Logger LOG = Logger.getLogger(LaneCommit.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaThrottledLatestProcessedCommit throttled;

    private LaneCommit(Vertx vertx, KafkaThrottledLatestProcessedCommit throttled) {
        super(vertx, (int) PATIENCE.toMillis());
        this.throttled = throttled;
    }

    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            throttled.partitionsRevoked(partitions);
        } catch (KafkaException e) {
            LOG.warnf(e, "Finished records may come again partitions=%d", partitions.size());
        }
    }

    @Override
    public void partitionsAssigned(Collection<TopicPartition> partitions) {
        throttled.partitionsAssigned(partitions);
    }

    @Override
    public <K, V> Uni<IncomingKafkaRecord<K, V>> received(IncomingKafkaRecord<K, V> record) {
        return throttled.received(record);
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        return throttled.handle(record);
    }

    @Override
    public void terminate(boolean graceful) {
        throttled.terminate(graceful);
    }

    @Override
    public void capture(Context context) {
        super.capture(context);
        throttled.capture(context);
    }

    /** Makes it known by the name that {@code commit-strategy} says. */
    @ApplicationScoped
    @Identifier("lanes")
    static class Factory implements KafkaCommitHandler.Factory {
        private final KafkaThrottledLatestProcessedCommit.Factory throttled =
                new KafkaThrottledLatestProcessedCommit.Factory();

        @Override
        public KafkaCommitHandler create(
                KafkaConnectorIncomingConfiguration config,
                Vertx vertx,
                KafkaConsumer<?, ?> consumer,
                BiConsumer<Throwable, Boolean> reportFailure) {
            return new LaneCommit(vertx, throttled.create(config, vertx, consumer, reportFailure));
        }
    }
}
