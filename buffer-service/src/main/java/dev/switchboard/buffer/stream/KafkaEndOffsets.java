package dev.switchboard.buffer.stream;

import dev.switchboard.common.topic.Topics;
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

/** Requests offsets from a broker; a request fails after {@value #TIMEOUT_MILLIS} ms. */
final class KafkaEndOffsets implements EndOffsets, AutoCloseable {
    private static final int TIMEOUT_MILLIS = 3_000;

    private final Admin admin;
    private final String group;

    KafkaEndOffsets(Map<String, ?> kafka, String group) {
        this.group = group;
        var config = new HashMap<String, Object>(kafka);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        admin = Admin.create(config);
    }

    @Override
    public CompletionStage<Long> endOffset(int partition) {
        return offset(partition, OffsetSpec.latest());
    }

    @Override
    public CompletionStage<Long> startOffset(int partition) {
        var topicPartition = topicPartition(partition);
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(topicPartition));
        return admin.listConsumerGroupOffsets(
                        Map.of(group, spec),
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group)
                .toCompletionStage()
                .thenCompose(found ->
                        Optional.ofNullable(found.get(topicPartition))
                                .map(OffsetAndMetadata::offset)
                                .<CompletionStage<Long>>map(CompletableFuture::completedStage)
                                .orElseGet(() -> offset(partition, OffsetSpec.earliest())));
    }

    private CompletionStage<Long> offset(int partition, OffsetSpec spec) {
        var topicPartition = topicPartition(partition);
        return admin.listOffsets(Map.of(topicPartition, spec))
                .partitionResult(topicPartition)
                .toCompletionStage()
                .thenApply(ListOffsetsResultInfo::offset);
    }

    private static TopicPartition topicPartition(int partition) {
        return new TopicPartition(Topics.INBOUND.name(), partition);
    }

    @Override
    public void close() {
        admin.close();
    }
}
