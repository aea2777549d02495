package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.Replication;
import dev.switchboard.common.topic.Topic;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.testing.BackingService;
import dev.switchboard.testing.SharedBacking;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicReplicationTest {
    private static final KafkaConnection KAFKA = connection();

    @Test
    void eachTopicOfOneBrokerIsReportedIfAClusterIsConfigured() throws Exception {
        // When
        var shortfalls = shortfalls(Replication.CLUSTER);

        // Then
        assertThat(shortfalls).hasSameSizeAs(Topics.all());
        assertThat(Topics.all())
                .extracting(Topic::name)
                .allSatisfy(name ->
                        assertThat(shortfalls)
                                .contains(
                                        "Topic has fewer replicas than configured topic="
                                                + name
                                                + " replicas=1 (2) min-insync=1 (2)"));
    }

    @Test
    void nothingIsReportedIfASingleBrokerIsConfigured() throws Exception {
        assertThat(shortfalls(Replication.SINGLE)).isEmpty();
    }

    private static List<String> shortfalls(Replication configured) throws Exception {
        try (var admin = Admin.create(KAFKA.with(Map.of()))) {
            return new TopicReplication(KAFKA, configured).shortfalls(admin);
        }
    }

    private static KafkaConnection connection() {
        var settings = SharedBacking.settings(BackingService.KAFKA);
        return new KafkaConnection(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "backing", 300))
                        .build());
    }
}
