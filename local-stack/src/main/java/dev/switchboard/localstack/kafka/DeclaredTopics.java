package dev.switchboard.localstack.kafka;

import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.common.topic.Replication;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the product's topics as {@link Topics} declares them. */
public final class DeclaredTopics {
    private static final int TIMEOUT_SECONDS = 60;
    private static final int RETRY_MILLIS = 50;

    private DeclaredTopics() {}

    /** Creates them at a single broker without authentication. */
    public static void createMissing(String bootstrapServers) {
        createMissing(
                Map.of("bootstrap.servers", bootstrapServers),
                Replication.SINGLE,
                new PartitionCount(OptionalInt.empty(), PartitionCount.SINGLE_MACHINE));
    }

    /**
     * Returns once every declared topic can be written and read; existing ones are left as they
     * are, and new ones have as many partitions as they.
     *
     * @param client settings of a Kafka client
     * @throws IllegalArgumentException when the existing topics have not all the same number of
     *     partitions, or another than requested
     */
    public static void createMissing(
            Map<String, String> client, Replication replication, PartitionCount count) {
        try (Admin admin = Admin.create(Map.copyOf(client))) {
            Map<String, Integer> existing = existing(admin);
            int partitions = count.beside(existing);
            List<NewTopic> missing =
                    Topics.all().stream()
                            .filter(topic -> !existing.containsKey(topic.name()))
                            .map(topic -> asNewTopic(topic, replication, partitions))
                            .toList();
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            awaitLeaders(admin, partitions);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka at " + client.get("bootstrap.servers") + " does not create the topics",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were created", e);
        }
    }

    /** Returns the number of partitions of each declared topic that exists. */
    private static Map<String, Integer> existing(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> names = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        List<String> declared =
                Topics.all().stream().map(Topic::name).filter(names::contains).toList();
        return admin
                .describeTopics(declared)
                .allTopicNames()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .values()
                .stream()
                .collect(
                        Collectors.toMap(
                                TopicDescription::name, topic -> topic.partitions().size()));
    }

    /**
     * Returns once every partition has a leader. A topic is created before the broker that we ask
     * knows of it: it is asked again then.
     */
    private static void awaitLeaders(Admin admin, int partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic<?> topic : Topics.all()) {
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!tryList(admin, ends, deadline)) {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private static boolean tryList(Admin admin, Map<TopicPartition, OffsetSpec> ends, long deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            admin.listOffsets(ends).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    && System.nanoTime() < deadline) {
                return false;
            }
            throw e;
        }
    }

    static NewTopic asNewTopic(Topic<?> topic, Replication replication, int partitions) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.put(Replication.MIN_INSYNC_CONFIG, Integer.toString(replication.minInsync()));
        Optional<Short> factor =
                Optional.of(replication.factor())
                        .filter(requested -> requested != Replication.BROKER_DEFAULT);
        return new NewTopic(topic.name(), Optional.of(partitions), factor).configs(config);
    }
}
