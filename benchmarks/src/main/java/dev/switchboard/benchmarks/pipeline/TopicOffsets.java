package dev.switchboard.benchmarks.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Offsets of the product's topics and consumer groups, from the broker. */
final class TopicOffsets implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 30;

    private final Admin admin;

    TopicOffsets() {
        this.admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                "127.0.0.1:" + ChildProduct.PORTS.of("kafka"),
                                "client.id",
                                "bench"));
    }

    /**
     * End offsets by topic, all partitions together. They grow by each record and by each marker of
     * a transaction. Kafka's internal topics are left out.
     */
    Map<String, Long> ends() throws InterruptedException {
        var topics = await(admin.listTopics().names());
        var partitions = new HashMap<TopicPartition, OffsetSpec>();
        await(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) ->
                        description
                                .partitions()
                                .forEach(partition ->
                                        partitions.put(
                                                new TopicPartition(topic, partition.partition()),
                                                OffsetSpec.latest())));
        var ends = new TreeMap<String, Long>();
        await(admin.listOffsets(partitions).all())
                .forEach(
                        (partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
        return ends;
    }

    /** Committed offsets by consumer group, all partitions together. */
    Map<String, Long> committed() throws InterruptedException {
        var groups = new HashMap<String, ListConsumerGroupOffsetsSpec>();
        await(admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .forEach(group -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
        var committed = new TreeMap<String, Long>();
        if (!groups.isEmpty()) {
            var offsets = admin.listConsumerGroupOffsets(groups);
            for (var group : groups.keySet()) {
                sum(offsets.partitionsToOffsetAndMetadata(group))
                        .ifPresent(sum -> committed.put(group, sum));
            }
        }
        return committed;
    }

    /** Empty for a group that has ended since it was listed. */
    private static OptionalLong sum(KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> offsets)
            throws InterruptedException {
        try {
            return OptionalLong.of(
                    offsets.get(TIMEOUT_SECONDS, TimeUnit.SECONDS).values().stream()
                            .filter(Objects::nonNull)
                            .mapToLong(OffsetAndMetadata::offset)
                            .sum());
        } catch (ExecutionException | TimeoutException _) {
            return OptionalLong.empty();
        }
    }

    private static <T> T await(KafkaFuture<T> result) throws InterruptedException {
        try {
            return result.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new MeasurementException("Kafka does not tell its offsets", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
