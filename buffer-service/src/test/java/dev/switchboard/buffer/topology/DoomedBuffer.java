package dev.switchboard.buffer.topology;

import static org.awaitility.Awaitility.await;

import dev.switchboard.buffer.burst.BurstMeter;
import dev.switchboard.buffer.burst.NumberRules;
import dev.switchboard.localstack.process.JavaCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * The buffer's stream in a process of its own, which dies without a word: killed from outside, or
 * in the midst of a commit. It merges for ever, and its stores write to their files early.
 */
final class DoomedBuffer implements AutoCloseable {
    private static final String STATE_DIR = "state-dir";
    private static final String COMMIT_INTERVAL = "commit-interval";
    private static final String DIES_IN_COMMIT = "dies-in-commit";
    private static final String DIES_AFTER = "dies-after";
    private static final String READY = "ready";

    private final Process process;
    private final Path stateDir;

    private DoomedBuffer(Process process, Path stateDir) {
        this.process = process;
        this.stateDir = stateDir;
    }

    /** Commits only every so often, so that what is killed has an open transaction. */
    static DoomedBuffer committingEvery(Duration interval, Path stateDir) throws IOException {
        return start(stateDir, Map.of(COMMIT_INTERVAL, Long.toString(interval.toMillis())));
    }

    /** Dies so long after it began its so-manieth commit, which is then done or in doubt. */
    static DoomedBuffer dyingInCommit(int commit, Duration after, Path stateDir)
            throws IOException {
        return start(
                stateDir,
                Map.of(
                        COMMIT_INTERVAL,
                        "50",
                        DIES_IN_COMMIT,
                        Integer.toString(commit),
                        DIES_AFTER,
                        Long.toString(after.toNanos())));
    }

    private static DoomedBuffer start(Path stateDir, Map<String, String> how) throws IOException {
        Files.createDirectories(stateDir);
        Files.deleteIfExists(stateDir.resolve(READY));
        var arguments = new ArrayList<>(List.of(STATE_DIR + "=" + stateDir));
        how.forEach((name, value) -> arguments.add(name + "=" + value));
        arguments.add("kafka=" + KafkaBuffer.KAFKA);
        var process =
                new ProcessBuilder(
                                JavaCommand.ofMain(
                                        DoomedBuffer.class.getName(),
                                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                                        arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(new File("target/doomed-buffer.log"))
                        .start();
        return new DoomedBuffer(process, stateDir);
    }

    /** It may be dead by then. */
    DoomedBuffer awaitRunning() {
        await().atMost(KafkaBuffer.PATIENCE.multipliedBy(2))
                .until(() -> Files.exists(stateDir.resolve(READY)) || isDead());
        return this;
    }

    /** Files that the store of seen messages has written by itself. */
    long filesOfSeen() {
        try (var files = Files.walk(stateDir)) {
            return files.filter(file -> file.toString().contains("/seen/"))
                    .filter(file -> file.toString().endsWith(".sst"))
                    .count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // A file came or went meanwhile.
        }
    }

    boolean isDead() {
        return !process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await().atMost(KafkaBuffer.PATIENCE).until(this::isDead);
    }

    /** Arguments: {@code name=value}. */
    public static void main(String[] arguments) throws IOException {
        var how = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            how.put(parts[0], parts[1]);
        }
        var stateDir = Path.of(how.getOrDefault(STATE_DIR, ""));
        var kafka = how.getOrDefault("kafka", "");
        var streams =
                new KafkaStreams(
                        BufferTopology.of(
                                new NumberRules(DoomedBuffer::patient),
                                new BurstMeter(new SimpleMeterRegistry()),
                                InstantSource.system(),
                                KafkaBuffer.TIMING,
                                new KafkaPartitionEnds(
                                        Map.of("bootstrap.servers", kafka), KafkaBuffer.NAME)),
                        new StreamsConfig(configuration(kafka, stateDir, how)),
                        new DyingInCommit(how));
        streams.start();
        await().atMost(KafkaBuffer.PATIENCE).until(() -> streams.state() == State.RUNNING);
        Files.createFile(stateDir.resolve(READY));
        LockSupport.park();
    }

    private static Optional<String> patient(String setting) {
        return switch (setting) {
            case NumberRules.QUIET, NumberRules.LONGEST -> Optional.of("PT1H");
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> configuration(
            String kafka, Path stateDir, Map<String, String> how) {
        var own =
                new StreamConfiguration(
                        Map.of("bootstrap.servers", kafka),
                        KafkaBuffer.NAME,
                        KafkaBuffer.NAME + "-1",
                        stateDir,
                        1);
        var configuration = new HashMap<String, Object>();
        own.properties().forEach((name, value) -> configuration.put(name.toString(), value));
        var interval = Integer.valueOf(how.getOrDefault(COMMIT_INTERVAL, "50"));
        configuration.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, interval);
        // Streams refuses an interval that is longer than this.
        configuration.merge(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                interval,
                (usual, needed) -> Math.max((int) usual, (int) needed));
        configuration.put(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallWriteBuffers.class);
        return configuration;
    }

    /** Stores that write to their files after some hundred records. */
    public static final class SmallWriteBuffers implements RocksDBConfigSetter {
        private final RocksDBConfigSetter usual = new BoundedRocksMemory();

        @Override
        public void setConfig(String store, Options options, Map<String, Object> configs) {
            usual.setConfig(store, options, configs);
            options.setWriteBufferSize(64 << 10);
        }

        @Override
        public void close(String store, Options options) {
            usual.close(store, options);
        }
    }

    private static final class DyingInCommit extends DefaultKafkaClientSupplier {
        private final int fatal;
        private final long nanos;
        private final AtomicInteger commits = new AtomicInteger();

        private DyingInCommit(Map<String, String> how) {
            fatal = Integer.parseInt(how.getOrDefault(DIES_IN_COMMIT, "0"));
            nanos = Long.parseLong(how.getOrDefault(DIES_AFTER, "0"));
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> configuration) {
            return new KafkaProducer<>(
                    configuration, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void commitTransaction() {
                    if (commits.incrementAndGet() == fatal) {
                        Thread.ofPlatform().start(DyingInCommit.this::die);
                    }
                    super.commitTransaction();
                }
            };
        }

        private void die() {
            LockSupport.parkNanos(nanos);
            Runtime.getRuntime().halt(137);
        }
    }
}
