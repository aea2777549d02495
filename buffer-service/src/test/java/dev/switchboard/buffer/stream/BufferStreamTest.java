package dev.switchboard.buffer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.BurstRulesByNumber;
import dev.switchboard.testing.LogLines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BufferStreamTest {
    private static final String UNREACHABLE = "127.0.0.1:1";

    @TempDir Path stateDir;

    private final AtomicInteger clientsCreated = new AtomicInteger();

    @Test
    void failedStreamIsRestartedOnceAClientCanBeCreatedAgain() {
        // Given
        var first = client();
        try (var stream = new BufferStream(this::failingTwice)) {
            // When
            stream.restart(first);

            // Then
            assertThat(clientsCreated).hasValue(3);
            assertThat(stream.state()).isIn(State.CREATED, State.REBALANCING, State.RUNNING);
        }
    }

    @Test
    void threadDeathIsLoggedWithoutTheRecordsContent() {
        // Given
        var logged = new LogLines(BufferStream.class);
        var cause = new NumberFormatException("For input string: \"my secret\"");
        cause.setStackTrace(thrownBy("java.lang.Long"));
        var failure = new StreamsException("stacktrace=my secret", cause);
        failure.setStackTrace(thrownBy("org.apache.kafka.streams.StreamTask"));

        // When
        try (logged) {
            BufferStream.restartClient(failure);
        }

        // Then
        assertThat(logged.lines())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Stream thread died", "NumberFormatException", "java.lang.Long")
                .contains("StreamsException")
                .doesNotContain("my secret");
    }

    private static StackTraceElement[] thrownBy(String library) {
        return new StackTraceElement[] {new StackTraceElement(library, "process", null, 1)};
    }

    private KafkaStreams failingTwice() {
        if (clientsCreated.incrementAndGet() < 3) {
            throw new ConfigException("No resolvable bootstrap urls given in bootstrap.servers");
        }
        return client();
    }

    private KafkaStreams client() {
        var topology =
                BufferTopology.of(
                        new BurstRulesByNumber(_ -> Optional.empty()),
                        new BurstMeter(new SimpleMeterRegistry()),
                        InstantSource.system(),
                        new BufferTiming(Duration.ofSeconds(1), Duration.ofDays(1)),
                        new FixedEndOffsets(),
                        new WakeTimes(InstantSource.system()));
        var configuration =
                new StreamConfiguration(
                        Map.of("bootstrap.servers", UNREACHABLE),
                        "buffer-test",
                        "one",
                        stateDir,
                        1);
        return new KafkaStreams(topology, configuration.properties());
    }
}
