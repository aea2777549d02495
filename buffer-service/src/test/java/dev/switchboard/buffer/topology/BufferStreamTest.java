package dev.switchboard.buffer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.NumberRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BufferStreamTest {
    private static final String NOBODY_LISTENS = "127.0.0.1:1";

    @TempDir Path stateDir;

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void streamThatGaveUpIsStartedOnceAClientCanBeMadeAgain() {
        // Given
        var first = client();
        try (var stream = new BufferStream(this::failingTwice)) {
            // When
            stream.restart(first);

            // Then
            assertThat(made).hasValue(3);
            assertThat(stream.state()).isIn(State.CREATED, State.REBALANCING, State.RUNNING);
        }
    }

    private KafkaStreams failingTwice() {
        if (made.incrementAndGet() < 3) {
            throw new ConfigException("No resolvable bootstrap urls given in bootstrap.servers");
        }
        return client();
    }

    private KafkaStreams client() {
        var topology =
                BufferTopology.of(
                        new NumberRules(_ -> Optional.empty()),
                        new BurstMeter(new SimpleMeterRegistry()),
                        InstantSource.system(),
                        Duration.ofSeconds(1),
                        new KnownEnds());
        var configuration =
                new StreamConfiguration(NOBODY_LISTENS, "buffer-test", "one", stateDir, 1);
        return new KafkaStreams(topology, configuration.properties());
    }
}
