package dev.switchboard.system.kafka;

import dev.switchboard.common.topic.Topic;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Administrative access to the stack's Kafka. */
public final class KafkaAccess implements AutoCloseable {
    private final Admin admin;
    private final String servers;

    public KafkaAccess(LocalStack stack) {
        servers = stack.env("KAFKA_BOOTSTRAP_SERVERS");
        admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    String servers() {
        return servers;
    }

    /** Number of records ever written to the topic, transaction markers included. */
    public long written(Topic<?> topic) {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Current end of the topic. */
    public TopicEnd end(Topic<?> topic) {
        return new TopicEnd(this, topic);
    }

    /** Current first offset of each partition of the topic. */
    Map<TopicPartition, Long> beginnings(Topic<?> topic) {
        return offsets(topic, OffsetSpec.earliest());
    }

    /** Current end offset of each partition of the topic. */
    Map<TopicPartition, Long> ends(Topic<?> topic) {
        return offsets(topic, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Topic<?> topic, OffsetSpec spec) {
        var wanted =
                partitions(topic).stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> spec));
        return await(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> offset(it.getValue())));
    }

    private List<TopicPartition> partitions(Topic<?> topic) {
        return await(admin.describeTopics(List.of(topic.name())).allTopicNames()).values().stream()
                .flatMap(described -> described.partitions().stream())
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }

    private static long offset(ListOffsetsResultInfo found) {
        return found.offset();
    }

    /**
     * Deletes the group's offsets and what Kafka Streams keeps for it. None of its members may run.
     */
    public void forget(String group) {
        await(
                admin.removeMembersFromConsumerGroup(
                                group, new RemoveMembersFromConsumerGroupOptions())
                        .all());
        await(admin.deleteConsumerGroups(List.of(group)).all());
        var kept =
                await(admin.listTopics().names()).stream()
                        .filter(topic -> topic.startsWith(group + "-"))
                        .toList();
        await(admin.deleteTopics(kept).all());
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
