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

    /** Where the topic ends now. */
    public Mark mark(Topic<?> topic) {
        return new Mark(this, topic);
    }

    /** Where each of the topic's partitions begins now. */
    Map<TopicPartition, Long> beginnings(Topic<?> topic) {
        return offsets(topic, OffsetSpec.earliest());
    }

    /** Where each of the topic's partitions ends now. */
    Map<TopicPartition, Long> ends(Topic<?> topic) {
        return offsets(topic, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Topic<?> topic, OffsetSpec which) {
        var wanted =
                partitions(topic).stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> which));
        return done(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> offset(it.getValue())));
    }

    private static List<TopicPartition> partitions(Topic<?> topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
    }

    private static long offset(ListOffsetsResultInfo found) {
        return found.offset();
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
