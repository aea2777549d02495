package dev.switchboard.chassis.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.testing.Backing;
import dev.switchboard.localstack.testing.SharedBacking;
import dev.switchboard.model.topic.Replication;
import dev.switchboard.model.topic.Topic;
import dev.switchboard.model.topic.Topics;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicReplicationTest {
    private static final KafkaConnection KAFKA = connection();

    @Test
    void eachTopicOfOneBrokerIsWarnedOfWhereAClusterIsAskedFor() throws Exception {
        // When
        var shortfalls = shortfalls(Replication.CLUSTER);

        // Then
        assertThat(shortfalls).hasSameSizeAs(Topics.all());
        assertThat(Topics.all())
                .extracting(Topic::name)
                .allSatisfy(name ->
                        assertThat(shortfalls)
                                .contains(
                                        "Topic has fewer copies than asked for topic="
                                                + name
                                                + " replicas=1 (2) min-insync=1 (2)"));
    }

    @Test
    void nothingIsWarnedOfWhereOneBrokerIsAllThatIsAskedFor() throws Exception {
        assertThat(shortfalls(Replication.SINGLE)).isEmpty();
    }

    private static List<String> shortfalls(Replication asked) throws Exception {
        try (var admin = Admin.create(KAFKA.with(Map.of()))) {
            return new TopicReplication(KAFKA, asked).shortfalls(admin);
        }
    }

    private static KafkaConnection connection() {
        var settings = SharedBacking.settings(Backing.KAFKA);
        return new KafkaConnection(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "backing", 300))
                        .build());
    }
}
