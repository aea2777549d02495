package dev.switchboard.chassis.lane;

import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.model.lane.Lanes;
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
 * Gives partitions up cleanly: stops their lanes, waits for what runs, and commits what is
 * finished, so that no two instances work on one conversation at a time. {@link LaneCommit} lets go
 * of them before that and does not know what finishes meanwhile. Partitions that are lost, be it by
 * a pause, are told of as given up: SmallRye leaves it to Kafka's client, which does so.
 */
public class LaneRebalance implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(LaneRebalance.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
                lanes.revoke(numbers, PATIENCE)
                        .forEach((number, position) ->
                                finished.put(
                                        new TopicPartition(topic, number),
                                        new OffsetAndMetadata(position))));
        return finished;
    }

    private static void commit(
            Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> finished) {
        try {
            consumer.commitSync(finished);
        } catch (KafkaException e) {
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Finished records may come again partitions=%d",
                    finished.size());
        }
    }
}
