package dev.switchboard.buffer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamConfigurationTest {
    private static final int LONG_ABSENCE_MILLIS = (int) Duration.ofMinutes(30).toMillis();

    @Test
    void commitAndWhatItCommitsWaitForAKafkaThatIsAway() {
        // Given
        var configuration =
                new StreamConfiguration("127.0.0.1:1", "buffer", "buffer-1", Path.of("state"), 1);

        // When
        var producer =
                new StreamsConfig(configuration.properties()).getProducerConfigs("some client");

        // Then
        assertThat((int) producer.get("max.block.ms")).isGreaterThan(LONG_ABSENCE_MILLIS);
        assertThat((int) producer.get("delivery.timeout.ms")).isGreaterThan(LONG_ABSENCE_MILLIS);
    }
}
