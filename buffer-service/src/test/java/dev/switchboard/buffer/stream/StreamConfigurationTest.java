package dev.switchboard.buffer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.topic.Replication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamConfigurationTest {
    private static final int MIN_OUTAGE_MILLIS = (int) Duration.ofMinutes(30).toMillis();

    @Test
    void securityAndReplicationApplyToEveryClientAndInternalTopic() {
        // Given
        var kafka = new HashMap<String, Object>();
        kafka.put("bootstrap.servers", "127.0.0.1:1");
        kafka.put("security.protocol", "SASL_SSL");
        kafka.putAll(StreamLifecycle.internalTopics(new Replication((short) 3, 2)));

        // When
        var stream =
                new StreamsConfig(
                        new StreamConfiguration(kafka, "buffer", "buffer-1", Path.of("state"), 1)
                                .properties());

        // Then
        assertThat(
                        List.of(
                                stream.getProducerConfigs("p").get("security.protocol"),
                                stream.getMainConsumerConfigs("g", "c", 0).get("security.protocol"),
                                stream.getRestoreConsumerConfigs("r").get("security.protocol"),
                                stream.getAdminConfigs("a").get("security.protocol")))
                .containsOnly("SASL_SSL");
        assertThat(stream.getInt("replication.factor")).isEqualTo(3);
        assertThat(stream.getMainConsumerConfigs("g", "c", 0).get("topic.min.insync.replicas"))
                .hasToString("2");
    }

    @Test
    void recordsAreSentTogetherAndWaitWhileKafkaIsDown() {
        // Given
        var configuration =
                new StreamConfiguration(
                        Map.of("bootstrap.servers", "127.0.0.1:1"),
                        "buffer",
                        "buffer-1",
                        Path.of("state"),
                        1);

        // When
        var producer =
                new StreamsConfig(configuration.properties()).getProducerConfigs("some client");

        // Then
        assertThat(producer)
                .containsEntry("linger.ms", 50)
                .containsEntry("compression.type", "lz4")
                .containsEntry("retry.backoff.ms", 10);
        assertThat((int) producer.get("max.block.ms")).isGreaterThan(MIN_OUTAGE_MILLIS);
        assertThat((int) producer.get("delivery.timeout.ms")).isGreaterThan(MIN_OUTAGE_MILLIS);
    }
}
