package dev.switchboard.chassis.lane;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.lane.Lanes;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Revokes partitions cleanly: stops their lanes, waits for running work, and commits what is
 * finished, so that no two instances work on one conversation at a time. {@link LaneCommit}
 * releases them before that and does not know what finishes meanwhile. Partitions that are lost,
 * for example by a pause of the process, are reported as revoked: SmallRye leaves it to Kafka's
 * client, which does so.
 */
public class LaneRebalance implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(LaneRebalance.class);
    private static final Duration REVOKE_TIMEOUT = Duration.ofSeconds(10);

    private final Lanes lanes;

    public LaneRebalance(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        lanes.assign(
                partitions.stream().map(TopicPartition::partition).toList(),
                consumer.groupMetadata().generationId());
    }

    @Override
    public void onPartitionsRevoked(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        var finished = stop(partitions);
        if (!finished.isEmpty()) {
            commit(consumer, finished);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> stop(Collection<TopicPartition> partitions) {
        var finished = new HashMap<TopicPartition, OffsetAndMetadata>();
        var byTopic =
                partitions.stream()
                        .collect(
                                Collectors.groupingBy(
                                        TopicPartition::topic,
                                        Collectors.mapping(
                                                TopicPartition::partition, Collectors.toList())));
        byTopic.forEach((topic, numbers) ->
                lanes.revoke(numbers, REVOKE_TIMEOUT)
                        .forEach((number, offset) ->
                                finished.put(
                                        new TopicPartition(topic, number),
                                        new OffsetAndMetadata(offset))));
        return finished;
    }

    private static void commit(
            Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> finished) {
        try {
            consumer.commitSync(finished);
        } catch (KafkaException e) {
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Offset commit failed, finished records may be redelivered partitions=%d",
                    finished.size());
        }
    }
}
