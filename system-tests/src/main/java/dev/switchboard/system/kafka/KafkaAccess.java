package dev.switchboard.system.kafka;

import dev.switchboard.localstack.supervisor.LocalStack;
import dev.switchboard.model.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What an administrator of the stack's Kafka can do. */
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

    /** How many records have ever been written to the topic, transactions' marks included. */
    public long written(Topic<?> topic) {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Where each of the topic's partitions ends now. */
    Map<TopicPartition, Long> ends(Topic<?> topic) {
        var latest =
                partitions(topic).stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return done(admin.listOffsets(latest).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> offset(end.getValue())));
    }

    private static List<TopicPartition> partitions(Topic<?> topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
    }

    private static long offset(ListOffsetsResultInfo end) {
        return end.offset();
    }

    /**
     * Forgets how far the group has read and what Kafka Streams has kept for it. None of its
     * members may run.
     */
    public void forget(String group) {
        done(
                admin.removeMembersFromConsumerGroup(
                                group, new RemoveMembersFromConsumerGroupOptions())
                        .all());
        done(admin.deleteConsumerGroups(List.of(group)).all());
        var kept =
                done(admin.listTopics().names()).stream()
                        .filter(topic -> topic.startsWith(group + "-"))
                        .toList();
        done(admin.deleteTopics(kept).all());
    }

    private static <T> T done(KafkaFuture<T> future) {
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
