package dev.switchboard.buffer.topology;

import dev.switchboard.model.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Asks a broker; an answer that has not come after a few seconds has failed. */
final class KafkaPartitionEnds implements PartitionEnds, AutoCloseable {
    private static final int TIMEOUT_MILLIS = 3_000;

    private final Admin admin;
    private final String group;

    KafkaPartitionEnds(Map<String, ?> kafka, String group) {
        this.group = group;
        var config = new HashMap<String, Object>(kafka);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        admin = Admin.create(config);
    }

    @Override
    public CompletionStage<Long> end(int partition) {
        return offset(partition, OffsetSpec.latest());
    }

    @Override
    public CompletionStage<Long> start(int partition) {
        var asked = of(partition);
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(asked));
        return admin.listConsumerGroupOffsets(
                        Map.of(group, spec),
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group)
                .toCompletionStage()
                .thenCompose(found ->
                        Optional.ofNullable(found.get(asked))
                                .map(OffsetAndMetadata::offset)
                                .<CompletionStage<Long>>map(CompletableFuture::completedStage)
                                .orElseGet(() -> offset(partition, OffsetSpec.earliest())));
    }

    private CompletionStage<Long> offset(int partition, OffsetSpec which) {
        var asked = of(partition);
        return admin.listOffsets(Map.of(asked, which))
                .partitionResult(asked)
                .toCompletionStage()
                .thenApply(ListOffsetsResultInfo::offset);
    }

    private static TopicPartition of(int partition) {
        return new TopicPartition(Topics.INBOUND.name(), partition);
    }

    @Override
    public void close() {
        admin.close();
    }
}
