package dev.switchboard.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {
    private static final String BROKERS = "bootstrap.servers";

    @Test
    void instanceIsNamedToConsumersOfChannelsOnly() {
        // When
        var connection =
                new KafkaConnection(
                        config(
                                Map.of(
                                        "kafka.bootstrap.servers", "broker:9092",
                                        "switchboard.kafka-group-instance-id", "ai-worker-1")));

        // Then
        assertThat(connection.ofChannels())
                .containsEntry(BROKERS, "broker:9092")
                .containsEntry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "ai-worker-1");
        assertThat(connection.with(Map.of()))
                .containsEntry(BROKERS, "broker:9092")
                .doesNotContainKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    }

    @Test
    void instanceWithoutANameIsADynamicMember() {
        // When
        var connection = new KafkaConnection(config(Map.of("kafka.bootstrap.servers", "b:1")));

        // Then
        assertThat(connection.ofChannels()).containsOnlyKeys(BROKERS);
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
