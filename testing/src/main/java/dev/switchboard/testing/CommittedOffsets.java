package dev.switchboard.testing;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Committed offsets of a consumer group. */
public final class CommittedOffsets {
    private CommittedOffsets() {}

    /** Sum over all partitions; 0 if the group has committed nothing. */
    public static long sum(String bootstrapServers, String group) {
        try (var kafka = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return kafka
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka is asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not tell", e);
        }
    }
}
