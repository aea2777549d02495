package dev.switchboard.buffer.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.MessageId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenMessagesTest {
    /** Start of both a segment and a bucket, for each of the retentions. */
    private static final Instant START = Instant.EPOCH.plus(Duration.ofHours(80L * 6_120));

    private static final MessageId FIRST_BY_KEY = new MessageId(new UUID(0, 1));
    private static final MessageId LAST_BY_KEY = new MessageId(new UUID(-1, -1));

    @TempDir private Path stateDir;

    /** The later mark is the last of its segment by time, and not by key. */
    @ParameterizedTest
    @CsvSource({"P1D, PT12H", "P2D, PT24H", "P8D, PT96H"})
    void markIsFoundAfterARestartWithAClockThatWasSetBack(Duration retention, Duration later) {
        try (var driver = driver(retention)) {
            // Given
            WindowStore<Bytes, byte[]> store = driver.getWindowStore(SeenMessages.STORE);
            var before = new SeenMessages(store, retention);
            before.addIfNew(LAST_BY_KEY, START);
            before.addIfNew(FIRST_BY_KEY, START.plus(later));

            // When
            var restarted = new SeenMessages(store, retention);

            // Then
            assertThat(restarted.addIfNew(FIRST_BY_KEY, START)).isFalse();
        }
    }

    private TopologyTestDriver driver(Duration retention) {
        var topology = new Topology();
        topology.addSource("source", "messages")
                .addProcessor("merge", Idle::new, "source")
                .addStateStore(SeenMessages.storeBuilder(retention), "merge");
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "seen");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(
                StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
                Serdes.ByteArraySerde.class.getName());
        settings.put(
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
                Serdes.ByteArraySerde.class.getName());
        return new TopologyTestDriver(topology, settings, START);
    }

    private static final class Idle implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> ignored) {}
    }
}
