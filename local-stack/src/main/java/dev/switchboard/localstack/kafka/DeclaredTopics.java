package dev.switchboard.localstack.kafka;

import dev.switchboard.common.topic.Replication;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Creates the product's topics as {@link Topics} declares them. */
public final class DeclaredTopics {
    private static final int TIMEOUT_SECONDS = 60;

    private DeclaredTopics() {}

    /** Creates them at a single broker without authentication. */
    public static void createMissing(String bootstrapServers) {
        createMissing(Map.of("bootstrap.servers", bootstrapServers), Replication.SINGLE);
    }

    /**
     * Returns once every declared topic can be written and read; existing ones are left as they
     * are.
     *
     * @param client settings of a Kafka client
     */
    public static void createMissing(Map<String, String> client, Replication replication) {
        try (Admin admin = Admin.create(Map.copyOf(client))) {
            Set<String> existing =
                    admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing =
                    Topics.all().stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .map(topic -> asNewTopic(topic, replication))
                            .toList();
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            awaitLeaders(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka at " + client.get("bootstrap.servers") + " does not create the topics",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were created", e);
        }
    }

    /**
     * Returns once every partition has a leader: until then the client retries the listing of
     * offsets.
     */
    private static void awaitLeaders(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic<?> topic : Topics.all()) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        admin.listOffsets(ends).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    static NewTopic asNewTopic(Topic<?> topic, Replication replication) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.put(Replication.MIN_INSYNC_CONFIG, Integer.toString(replication.minInsync()));
        Optional<Short> factor =
                Optional.of(replication.factor())
                        .filter(requested -> requested != Replication.BROKER_DEFAULT);
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), factor).configs(config);
    }
}
